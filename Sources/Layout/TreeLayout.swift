import Diagnostics
import Manifests
import Values
import YAML

/// Lays a rendered fleet out as files: bases that clusters share, overlays, and the Flux objects of
/// each cluster.
package struct TreeLayout: Sendable {
  private let fleet: RenderedFleet

  package init(_ fleet: RenderedFleet) { self.fleet = fleet }

  /// The files of everything that clusters share.
  package func sharedFiles(_ findings: inout [Finding]) -> [TreeFile] {
    fleet.bases.flatMap { baseFiles($0, &findings) }
  }

  /// The files of one cluster.
  package func files(of cluster: RenderedCluster, _ findings: inout [Finding]) -> [TreeFile] {
    var files = fluxFiles(cluster, &findings)
    for component in cluster.components where component.readsTree {
      files += overlayFiles(component, of: cluster, &findings)
    }
    for document in cluster.components.flatMap(\.documents) {
      if let file = file(of: document, cluster, &findings) { files.append(file) }
    }
    return files
  }

  private func baseFiles(_ base: RenderedBase, _ findings: inout [Finding]) -> [TreeFile] {
    var folder = Folder(
      path: "\(fleet.tree)/base/\(base.component)", description: fleet.description)
    for object in base.objects { folder.add(object, named: name(of: object)) }
    if let carried = base.carried { folder.carry(carried) }
    return folder.files(component: base.component, &findings)
  }

  private func overlayFiles(
    _ component: RenderedComponent, of cluster: RenderedCluster, _ findings: inout [Finding]
  ) -> [TreeFile] {
    var folder = Folder(
      path: "\(fleet.tree)/overlays/\(cluster.name)/\(component.name)",
      description: cluster.description)
    if component.includesBase, fleet.base(of: component.name) != nil {
      folder.include("../../../base/\(component.name)")
    }
    for object in component.objects { folder.add(object, named: name(of: object)) }
    for file in component.attached { folder.attach(file) }
    if let carried = component.carried { folder.carry(carried) }
    return folder.files(component: component.name, &findings)
  }

  private func fluxFiles(
    _ cluster: RenderedCluster, _ findings: inout [Finding]
  ) -> [TreeFile] {
    var folder = Folder(
      path: "\(fleet.tree)/clusters/\(cluster.name)/mooring", description: cluster.description)
    for component in cluster.components {
      for object in component.flux {
        folder.add(object, named: fluxName(of: object, component.name))
      }
    }
    return folder.files(component: nil, &findings)
  }

  private func file(
    of document: RenderedDocument, _ cluster: RenderedCluster, _ findings: inout [Finding]
  ) -> TreeFile? {
    let path =
      switch document.kind {
      case .component(let app):
        "\(fleet.tree)/components/\(cluster.name)/\(app)/kustomization.yaml"
      case .bootstrap(let file): "\(fleet.tree)/bootstrap/\(cluster.name)/\(file)"
      }
    do throws(YAMLWriteError) {
      let bytes = try ManifestText.bytes(
        of: .object(document.value), description: cluster.description)
      return TreeFile(GeneratedFile(path: path, bytes: bytes), .document(document))
    } catch {
      findings.append(
        Finding(
          .unwritableValue, "\(document.kind): \(error)", by: document.maker, at: error.pointer,
          label: "it is '\(error.pointer)' of the file"))
      return nil
    }
  }

  /// A Flux Kustomization has the file of its name without the prefix of ours; what lies beside it,
  /// that of the component with its kind.
  private func fluxName(of object: RenderedObject, _ component: String) -> String {
    let identity = object.object.identity
    guard identity.kind == "Kustomization" else {
      return component + "-\(identity.kind.lowercased())".asFileName + ".yaml"
    }
    let prefix = "mooring-"
    let name =
      identity.name.hasPrefix(prefix)
      ? String(identity.name.dropFirst(prefix.utf8.count)) : component
    return name.asFileName + ".yaml"
  }

  /// `job-linkerd-crds-install.yaml`: by the object alone, so that hardly another renames the file.
  private func name(of object: RenderedObject) -> String {
    let identity = object.object.identity
    return "\(identity.kind.lowercased())-\(identity.name)".asFileName + ".yaml"
  }
}

extension String {
  /// With `_` for what is in no file name everywhere, such as the colons in names of roles; and not
  /// longer than leaves room for what tells it from others.
  fileprivate var asFileName: String {
    let bytes = utf8.prefix(200).map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A folder that kustomize builds.
private struct Folder {
  private static let kustomizationFile = "kustomization.yaml"

  let path: String
  let description: String
  private var resources: [String] = []
  private var taken: Set<String> = [Self.kustomizationFile]
  private var objects: [(name: String, object: RenderedObject)] = []
  private var attached: [(name: String, file: AttachedFile)] = []
  private var carried: CarriedFiles?

  init(path: String, description: String) {
    self.path = path
    self.description = description
  }

  mutating func include(_ folder: String) { resources.append(folder) }

  mutating func add(_ object: RenderedObject, named name: String) {
    // Two namespaces may hold objects of one kind and name, and two groups a kind of one name.
    let identity = object.object.identity
    let unique = unique(name, qualifiers: [identity.namespace, identity.group])
    resources.append(unique)
    objects.append((unique, object))
  }

  private mutating func unique(_ name: String, qualifiers: [String]) -> String {
    var unique = name
    for qualifier in qualifiers where !qualifier.isEmpty && taken.contains(unique.lowercased()) {
      unique = "\(qualifier.asFileName)-\(unique)"
    }
    // Names of roles may differ by the case of letters alone, which some file systems do not tell.
    var number = 1
    while !taken.insert(unique.lowercased()).inserted {
      number += 1
      unique = "\(number)-\(name)"
    }
    return unique
  }

  mutating func attach(_ file: AttachedFile) {
    let name = unique(file.name.asFileName, qualifiers: [])
    resources.append(name)
    attached.append((name, file))
  }

  mutating func carry(_ files: CarriedFiles) { carried = files }

  func files(component: String?, _ findings: inout [Finding]) -> [TreeFile] {
    var files = [
      TreeFile(
        GeneratedFile(path: "\(path)/\(Self.kustomizationFile)", bytes: kustomization),
        .assembly(component: component))
    ]
    for (name, object) in objects {
      do throws(YAMLWriteError) {
        let bytes = try ManifestText.bytes(
          of: object.object, description: description)
        files.append(
          TreeFile(GeneratedFile(path: "\(path)/\(name)", bytes: bytes), .object(object)))
      } catch {
        findings.append(
          Finding(
            .unwritableValue, "\(object.object.identity): \(error)", in: object,
            at: error.pointer, label: "it is '\(error.pointer)' of the object"))
      }
    }
    for (name, file) in attached {
      files.append(
        TreeFile(
          GeneratedFile(path: "\(path)/\(name)", bytes: file.bytes),
          .attachment(file.path, component: component)))
    }
    for (name, text) in carried?.files ?? [] {
      files.append(
        TreeFile(
          GeneratedFile(path: "\(path)/\(name)", bytes: Array(text.utf8)),
          .assembly(component: component)))
    }
    return files
  }

  private var kustomization: [UInt8] {
    var value: JSONObject = [
      "apiVersion": "kustomize.config.k8s.io/v1beta1",
      "kind": "Kustomization",
    ]
    if !resources.isEmpty { value["resources"] = .array(resources.map { .string($0) }) }
    if let carried {
      value["configMapGenerator"] = [
        [
          "name": .string(carried.configMap),
          "namespace": .string(carried.namespace),
          "files": .array(carried.files.map { .string($0.name) }),
          "options": [
            // The Job names the ConfigMap; a hash of its inputs makes it run again.
            "disableNameSuffixHash": true,
            "annotations": .object(CarriedFiles.annotations),
          ],
        ]
      ]
    }
    do throws(YAMLWriteError) {
      return try ManifestText.bytes(of: .object(value), description: description)
    } catch {
      preconditionFailure("names of files and ConfigMaps can be written")
    }
  }
}

extension Code {
  package static let unwritableValue = Code(
    "unwritable-value", .error, "a value cannot be written so that every reader reads it back")
}
