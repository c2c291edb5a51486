import Diagnostics
import Values
import YAML

/// Namespaces and affixes of names.
extension Transformation {
  /// Prefixes and suffixes leave these as they are.
  private static func keepsName(_ kind: ObjectKind) -> Bool {
    switch kind.kind {
    case "CustomResourceDefinition", "Namespace": true
    case "APIService": kind.group == "apiregistration.k8s.io"
    default: false
    }
  }

  mutating func addPrefix(_ prefix: LocatedValue) {
    guard let text = prefix.string, !text.isEmpty else { return }
    for index in objects.indices where !Self.keepsName(objects[index].originalID.kind) {
      objects[index].prefixes.append(text)
      objects[index].rememberID()
      objects[index].setMetadata("name", text + objects[index].name, at: prefix.place)
    }
  }

  mutating func addSuffix(_ suffix: LocatedValue) {
    guard let text = suffix.string, !text.isEmpty else { return }
    for index in objects.indices where !Self.keepsName(objects[index].originalID.kind) {
      objects[index].suffixes.append(text)
      objects[index].rememberID()
      objects[index].setMetadata("name", objects[index].name + text, at: suffix.place)
    }
  }

  mutating func setNamespace(_ namespace: LocatedValue) {
    guard let text = namespace.string, !text.isEmpty else { return }
    let value = LocatedValue.text(text, at: namespace.place)
    for index in objects.indices {
      objects[index].rememberID()
      let kind = objects[index].kind
      if !kind.isClusterScoped {
        objects[index].setMetadata("namespace", text, at: namespace.place)
      }
      switch kind.kind {
      case "RoleBinding", "ClusterRoleBinding":
        objects[index].located.changeFields(["subjects"], madeAt: nil) { subjects in
          subjects.changeElements { elements in
            for element in elements.indices where elements[element]["name"]?.text == "default" {
              elements[element].set("namespace", value)
            }
          }
        }
      case "Namespace" where kind.apiVersion == "v1":
        objects[index].setMetadata("name", text, at: namespace.place)
      case "APIService" where kind.group == "apiregistration.k8s.io":
        objects[index].located.changeFields(
          ["spec", "service", "namespace"], madeAt: namespace.place
        ) { $0 = value }
      case "CustomResourceDefinition" where kind.group == "apiextensions.k8s.io":
        let path = ["spec", "conversion", "webhook", "clientConfig", "service", "namespace"]
        objects[index].located.changeFields(path[...], madeAt: nil) { $0 = value }
      default: break
      }
    }
    refuseClashes(from: namespace)
  }

  /// Objects of different namespaces may come to have the same name in one.
  private mutating func refuseClashes(from namespace: LocatedValue) {
    var known: [ObjectID: Int] = [:]
    for (index, object) in objects.enumerated() {
      guard let other = known.updateValue(index, forKey: object.id) else { continue }
      report(
        Diagnostic(
          .clashingNames, "'namespace' makes two objects \(object.id)", at: namespace.place,
          secondary: [
            Label(objects[other].originPlace, "one is here"),
            Label(object.originPlace, "the other is here"),
          ],
          help: ["give one of them another name, or keep them in two folders"]))
    }
  }
}

extension BuiltObject {
  /// Where its name is written in its manifest.
  var originPlace: Place { node["metadata"]?["name"]?.place ?? node.place }
}

extension Code {
  package static let clashingNames = Code(
    "clashing-names", .error, "a kustomization gives two objects the same name")
}
