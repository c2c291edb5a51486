import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

/// Annotations for Linkerd's proxy with a key or a value that Linkerd does not know, or on an object
/// where nobody looks.
enum MeshAnnotationRule: ObjectRule {
  static let codes: [Code] = [
    .unknownMeshAnnotation, .invalidMeshAnnotation, .misplacedMeshAnnotation,
  ]

  static let explanation = """
    Linkerd's webhook reads the annotations that it knows, and passes over the others without a word:
    a misspelt 'config.linkerd.io/skip-outbond-ports' leaves the port in the mesh. A value that it
    cannot read is a line in its log, and the default holds. A value of 'linkerd.io/inject' other than
    'enabled', 'ingress' and 'disabled' switches injection off.

    It reads them from namespaces, pods and Services. On a Deployment or a CronJob itself they do
    nothing: the pods have the annotations of 'spec.template.metadata'.

    Example: 'linkerd.io/inject: "true"'; or 'config.linkerd.io/opaque-ports' among the annotations of
    a StatefulSet.

    Cure: the key and the value that are meant, on the pod template.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    let identity = object.identity
    let template = PodTemplate(object)
    let isPod = identity.kind == "Pod"
    let isNamespace = identity.group.isEmpty && identity.kind == "Namespace"
    let isService = identity.group.isEmpty && identity.kind == "Service"
    let own = object.object.value[path: "metadata", "annotations"]?.object ?? [:]
    let root = JSONPointer().appending("metadata").appending("annotations")
    var found: [Finding] = []
    if isPod || isNamespace || isService {
      found += own.compactMap { judge($0, root.appending($0.key), object) }
      found += limits(own, root, object)
    } else if let template {
      found += own.compactMap { misplaced($0.key, root.appending($0.key), object, template) }
    }
    if let template, !isPod {
      let annotations = template.annotations
      found += annotations.compactMap {
        judge($0, template.pointer(toAnnotation: $0.key), object)
      }
      found += limits(
        annotations, template.pointer.appending("metadata").appending("annotations"), object)
    }
    return found
  }

  private static func isOfMesh(_ key: String) -> Bool {
    key == MeshAnnotation.inject.key
      || MeshAnnotation.prefixes.contains { key.utf8.starts(with: $0.utf8) }
  }

  private static func misplaced(
    _ key: String, _ pointer: JSONPointer, _ object: ClusterObject, _ template: PodTemplate
  ) -> Finding? {
    // A Job's own 'linkerd.io/inject' is named with the Job.
    let isJobInject = object.identity.kind == "Job" && key == MeshAnnotation.inject.key
    guard isOfMesh(key), !isJobInject, template.annotations[key] == nil else { return nil }
    return Finding(
      .misplacedMeshAnnotation, "'\(key)' on \(object.identity) itself does nothing", in: object,
      at: pointer, label: "Linkerd looks at pods and namespaces",
      help: ["put it into \(dotted(template.pointer)).metadata.annotations"])
  }

  private static func dotted(_ pointer: JSONPointer) -> String {
    pointer.steps.map { if case .key(let key) = $0 { key } else { "" } }.joined(separator: ".")
  }

  private static func judge(
    _ member: JSONObject.Member, _ pointer: JSONPointer, _ object: ClusterObject
  ) -> Finding? {
    guard isOfMesh(member.key) else { return nil }
    guard let annotation = MeshAnnotation.annotation(member.key) else {
      return unknown(member.key, pointer, object)
    }
    guard let text = member.value.string, !text.isUndecided,
      !text.isEmpty || member.key == MeshAnnotation.inject.key,
      let expected = annotation.shape.expectation(of: text)
    else { return nil }
    return Finding(
      .invalidMeshAnnotation, "Linkerd cannot read '\(text)' as the value of '\(member.key)'",
      in: object, at: pointer, label: "expected \(expected)", help: help(member.key, text))
  }

  private static func help(_ key: String, _ text: String) -> [String] {
    guard key == MeshAnnotation.inject.key else { return [] }
    let isYes = ["true", "yes", "on", "enable", "1"].contains(text.lowercased())
    let isNo = ["false", "no", "off", "disable", "0"].contains(text.lowercased())
    if isYes || text.lowercased() == "enabled" { return ["write 'enabled'"] }
    return [isNo ? "write 'disabled'" : "as it is, it switches injection off"]
  }

  private static func unknown(
    _ key: String, _ pointer: JSONPointer, _ object: ClusterObject
  ) -> Finding {
    if key == MeshAnnotation.admissionWebhooks {
      return Finding(
        .unknownMeshAnnotation, "'\(key)' as an annotation does nothing", in: object, at: pointer,
        help: ["make it a label of the namespace"])
    }
    if MeshAnnotation.removed.contains(key) {
      return Finding(
        .unknownMeshAnnotation, "Linkerd no longer reads '\(key)'", in: object, at: pointer,
        help: ["remove it"])
    }
    return Finding(
      .unknownMeshAnnotation, "Linkerd knows no annotation '\(key)'", in: object, at: pointer,
      help: closest(to: key, among: MeshAnnotation.keys).map { ["the nearest is '\($0)'"] } ?? [])
  }

  /// A request above its limit: Kubernetes refuses the pod that comes of it.
  private static func limits(
    _ annotations: JSONObject, _ root: JSONPointer, _ object: ClusterObject
  ) -> [Finding] {
    ["cpu", "memory", "ephemeral-storage"].compactMap { resource in
      let prefix = "config.linkerd.io/proxy-\(resource)"
      let (lower, upper) = ("\(prefix)-request", "\(prefix)-limit")
      guard let request = annotations[lower]?.string, let limit = annotations[upper]?.string,
        let least = Quantity(request), let most = Quantity(limit), least > most
      else { return nil }
      return Finding(
        .invalidMeshAnnotation, "the proxy asks for more \(resource) than its limit allows",
        in: object, at: root.appending(lower), label: "the limit is \(limit)",
        help: ["raise '\(upper)', or lower this: Kubernetes refuses such pods"])
    }
  }
}

extension MeshAnnotation.Shape {
  /// What a text should have been; nil where it is right.
  func expectation(of text: String) -> String? {
    switch self {
    case .anything: nil
    case .boolean: Self.booleans.contains(text) ? nil : "true or false"
    case .duration: GoDuration.seconds(text) == nil ? "a duration such as '10s'" : nil
    case .integer: text.number(in: 0...Int(Int32.max)) == nil ? "a number" : nil
    case .namedPorts: Self.arePorts(text, orNames: true) ? nil : "ports such as '3306,8000-8010'"
    case .networks: areNetworks(text) ? nil : "blocks such as '10.0.0.0/8,192.168.0.0/16'"
    case .oneOf(let words):
      words.contains(text) ? nil : words.map { "'\($0)'" }.joinedAsAlternatives()
    case .port: text.number(in: 0...65535) == nil ? "the number of a port" : nil
    case .ports: Self.arePorts(text, orNames: false) ? nil : "ports such as '3306,8000-8010'"
    case .quantity: Quantity(text) == nil ? "an amount such as '100m' or '64Mi'" : nil
    case .ratio: (Double(text).map { (0...1).contains($0) } ?? false) ? nil : "a number from 0 to 1"
    }
  }

  /// strconv.ParseBool of Go.
  private static let booleans: Set<String> = [
    "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False",
  ]

  /// ParsePortRange of pkg/util/portrange.go; an empty text leaves all ports out.
  private static func arePorts(_ text: String, orNames: Bool) -> Bool {
    text.isEmpty
      || text.parts(between: UInt8(ascii: ",")).allSatisfy { part in
        let ends = part.parts(between: UInt8(ascii: "-"))
        let numbers = ends.compactMap { $0.number(in: 0...65535) }
        if numbers.count == ends.count, ends.count <= 2 {
          return numbers[0] <= numbers[numbers.count - 1]
        }
        return orNames && isName(part)
      }
  }

  /// Of a port of a container: lower case, with a letter.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 15
      && text.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  private func areNetworks(_ text: String) -> Bool {
    text.isEmpty
      || text.parts(between: UInt8(ascii: ",")).allSatisfy { part in
        switch CIDRBlock.parse(part) as Result<CIDRBlock, CIDRBlock.ParseError> {
        case .success, .failure(.hostBits), .failure(.missingPrefix): true
        case .failure: false
        }
      }
  }
}

extension Code {
  static let unknownMeshAnnotation = Code(
    "unknown-mesh-annotation", .error, "an annotation for Linkerd's proxy that no version reads")
  static let invalidMeshAnnotation = Code(
    "invalid-mesh-annotation", .error, "an annotation has a value that Linkerd cannot read")
  static let misplacedMeshAnnotation = Code(
    "misplaced-mesh-annotation", .error,
    "an annotation for Linkerd's proxy is on a workload and not on its pods")
}
