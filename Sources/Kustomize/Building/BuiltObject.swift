import Diagnostics
import Manifests
import YAML

/// An object on its way through a build, with the names that it had: patches, selectors and
/// references know it by any of them.
struct BuiltObject: Sendable {
  var located: LocatedValue
  let origin: ManifestReference
  let node: YAMLNode
  let isGenerated: Bool
  /// Whether its name is to end in a hash of its contents.
  var needsHash = false
  var hasHash = false
  private(set) var id: ObjectID
  /// The namespace as it is written.
  private(set) var namespace: String
  /// What it was called before, oldest first.
  var formerIDs: [ObjectID] = []
  var prefixes: [String] = []
  var suffixes: [String] = []

  /// nil where it has no kind or no name.
  init?(
    _ located: LocatedValue, from origin: ManifestReference, node: YAMLNode,
    isGenerated: Bool = false
  ) {
    self.located = located
    self.origin = origin
    self.node = node
    self.isGenerated = isGenerated
    (id, namespace) = Self.identity(of: located)
    if id.name.isEmpty || id.kind.kind.isEmpty { return nil }
  }

  private static func identity(of located: LocatedValue) -> (ObjectID, namespace: String) {
    let metadata = located["metadata"]
    let namespace = metadata?["namespace"]?.text ?? ""
    let kind = ObjectKind(
      apiVersion: located["apiVersion"]?.text ?? "", kind: located["kind"]?.text ?? "")
    return (
      ObjectID(kind, name: metadata?["name"]?.text ?? "", namespace: namespace), namespace
    )
  }

  /// To be called after whatever may have changed kind, name or namespace.
  mutating func identify() { (id, namespace) = Self.identity(of: located) }

  /// Keeps what it is called now for those who know it by that.
  mutating func rememberID() { formerIDs.append(id) }

  var kind: ObjectKind { id.kind }
  var name: String { id.name }

  /// As its manifest has it; kustomize takes the group and version from what it is now.
  var originalID: ObjectID { formerIDs.first.map(asOfNow) ?? id }

  var allIDs: [ObjectID] { formerIDs.map(asOfNow) + [id] }

  private func asOfNow(_ former: ObjectID) -> ObjectID {
    if former.kind == kind { return former }
    let kind = ObjectKind(apiVersion: kind.apiVersion, kind: former.kind.kind)
    return ObjectID(kind, name: former.name, namespace: former.namespace)
  }

  func isKnown(as other: ObjectID) -> Bool {
    id == other || formerIDs.contains { asOfNow($0) == other }
  }

  mutating func setMetadata(_ key: String, _ text: String, at place: Place) {
    located.changeObject("metadata", madeAt: place) { $0.set(key, .text(text, at: place)) }
    identify()
  }

  var namePlace: Place { located["metadata"]?["name"]?.place ?? located.place }

  var kustomized: KustomizedObject {
    KustomizedObject(
      located: located, origin: origin, node: node, isGenerated: isGenerated, hasHash: hasHash)
  }
}
