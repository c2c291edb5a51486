import YAML

extension LocatedValue {
  /// A node with its merge keys (`<<`) written out, as kustomize does it: what a mapping says itself
  /// comes before what it merges, and of several the first counts (YAML 1.1, merge key type).
  init(merging node: YAMLNode) {
    switch node.kind {
    case .scalar: self = .written(node)
    case .sequence: self = .array(node.elements.map { LocatedValue(merging: $0) }, node.place)
    case .mapping:
      var members: [Member] = []
      var merged: [Member] = []
      for (key, value) in node.entries {
        guard key.text == "<<" else {
          members.append(Member(key.text, LocatedValue(merging: value)))
          continue
        }
        let sources = value.kind == .sequence ? Array(value.elements) : [value]
        merged += sources.flatMap { LocatedValue(merging: $0).members }
      }
      for member in merged where !members.contains(where: { $0.key == member.key }) {
        members.append(member)
      }
      self = .object(members, node.place)
    }
  }
}
