import Diagnostics
import Values

/// Images of containers, and how many replicas there are.
extension Transformation {
  private static let images = [
    "spec/containers[]/image", "spec/initContainers[]/image", "spec/volumes[]/image/reference",
    "spec/template/spec/containers[]/image", "spec/template/spec/initContainers[]/image",
    "spec/template/spec/volumes[]/image/reference",
  ].map { FieldSpec($0) }

  /// - Parameter image: an entry of `images`.
  mutating func setImage(_ image: LocatedValue) {
    guard let name = image["name"]?.string else { return }
    guard let pattern = AnchoredPattern(name) else {
      return report(Unknown("the name of an image is no regular expression", at: image.place))
    }
    let change = ImageChange(image, pattern)
    for index in objects.indices where objects[index].kind.kind != "CustomResourceDefinition" {
      objects[index].located.changeContainers { change.apply(to: &$0) }
      for field in Self.images {
        objects[index].located.changeFields(field.path[...], madeAt: nil) { change.apply(to: &$0) }
      }
    }
  }

  private static let replicated = [
    "Deployment", "ReplicationController", "ReplicaSet", "StatefulSet",
  ]

  /// - Parameter replica: an entry of `replicas`.
  /// - Parameter isWhole: whether an object that is not there is certainly not there.
  mutating func setReplicas(_ replica: LocatedValue, isWhole: Bool) {
    guard let name = replica["name"]?.string, let count = replica["count"] else { return }
    var isFound = false
    for index in objects.indices {
      let isNamed = objects[index].allIDs.contains {
        $0.name == name && Self.replicated.contains($0.kind.kind)
      }
      guard isNamed else { continue }
      isFound = true
      guard Self.replicated.contains(objects[index].kind.kind) else { continue }
      objects[index].located.changeFields(["spec", "replicas"], madeAt: replica.place) {
        $0 = count
      }
    }
    guard !isFound, isWhole else { return }
    let names = objects.filter { Self.replicated.contains($0.kind.kind) }.map(\.name)
    let near = closest(to: name, among: names)
    report(
      Diagnostic(
        .unmatchedReplicas, "'replicas' names no workload of this build",
        at: replica["name"]?.place ?? replica.place, label: "there is no '\(name)'",
        help: near.map { ["the nearest is '\($0)'"] }
          ?? ["it may name a Deployment, StatefulSet, ReplicaSet or ReplicationController"]))
  }
}

/// A change of an image's name, tag or digest.
private struct ImageChange {
  let pattern: AnchoredPattern
  let newName: LocatedValue?
  let newTag: LocatedValue?
  let digest: LocatedValue?
  let tagSuffix: LocatedValue?
  let place: Place

  init(_ image: LocatedValue, _ pattern: AnchoredPattern) {
    let field = { (key: String) in image[key].flatMap { ($0.string ?? "").isEmpty ? nil : $0 } }
    self.pattern = pattern
    newName = field("newName")
    newTag = field("newTag")
    digest = field("digest")
    tagSuffix = field("tagSuffix")
    place = (newTag ?? digest ?? newName ?? tagSuffix ?? image).place
  }

  func apply(to value: inout LocatedValue) {
    guard let text = value.string else { return }
    var (name, tag, digest) = Self.parts(of: text)
    guard pattern.matches(name), Self.isTag(tag), Self.isTag(digest) else { return }
    if let newName { name = newName.text }
    if newTag != nil || self.digest != nil {
      tag = newTag?.text ?? ""
      digest = self.digest?.text ?? ""
    } else if let tagSuffix {
      tag += tagSuffix.text
      digest = ""
    }
    let changed = name + (tag.isEmpty ? "" : ":\(tag)") + (digest.isEmpty ? "" : "@\(digest)")
    value = .text(changed, at: place)
  }

  /// Whether kustomize takes a text for a tag or a digest; otherwise it leaves the image alone.
  private static func isTag(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: [0x5f, 0x2e, 0x7b, 0x7d, 0x2d, 0x3a, 0x2b].contains($0)
      }
    }
  }

  /// `name:tag@digest`; the host before the first slash may have a port.
  private static func parts(of image: String) -> (name: String, tag: String, digest: String) {
    var name = image[...]
    var digest = ""
    if let at = name.utf8.firstIndex(of: UInt8(ascii: "@")) {
      digest = String(name[name.utf8.index(after: at)...])
      name = name[..<at]
    }
    let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) ?? name.startIndex
    guard let colon = name[slash...].utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return (String(name), "", digest)
    }
    return (String(name[..<colon]), String(name[name.utf8.index(after: colon)...]), digest)
  }
}

extension LocatedValue {
  private static let containerLists = ["containers", "initContainers"]

  /// Changes `image` of every element of every list of containers, at any depth.
  fileprivate mutating func changeContainers(_ body: (inout LocatedValue) -> Void) {
    guard holdsContainers else { return }
    changeElements { elements in
      for index in elements.indices { elements[index].changeContainers(body) }
    }
    changeMembers { members in
      for index in members.indices {
        members[index].value.changeContainers(body)
        guard Self.containerLists.contains(members[index].key) else { continue }
        members[index].value.changeElements { containers in
          for container in containers.indices { containers[container].change("image", body) }
        }
      }
    }
  }

  private var holdsContainers: Bool {
    switch kind {
    case .scalar: return false
    case .array: return elements.contains(where: \.holdsContainers)
    case .object:
      return members.contains {
        ($0.value.kind == .array && Self.containerLists.contains($0.key))
          || $0.value.holdsContainers
      }
    }
  }
}

extension Code {
  package static let unmatchedReplicas = Code(
    "unmatched-replicas", .error, "'replicas' of a kustomization names no workload")
}
