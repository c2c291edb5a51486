import Diagnostics
import Kustomize
import Manifests
import Values
import YAML

/// Finds where manifests write what findings speak of.
struct ManifestPlaces {
  private var kustomizer: Kustomizer

  init(_ kustomizer: Kustomizer) { self.kustomizer = kustomizer }

  /// nil for a finding in what is no manifest.
  mutating func diagnostic(for finding: Finding) -> Diagnostic? {
    guard case .manifest(let reference) = finding.origin else { return nil }
    var secondary: [Label] = []
    if case .manifest(let other)? = finding.other {
      secondary.append(
        Label(place(of: finding.otherPointer, in: other), finding.otherLabel ?? "the other one"))
    }
    let place = finding.patch ?? place(of: finding.pointer, in: reference)
    return Diagnostic(
      finding.code, finding.message, at: place, label: finding.label, secondary: secondary,
      help: finding.help)
  }

  /// Of what is not written, the nearest part round it.
  mutating func place(of pointer: JSONPointer, in reference: ManifestReference) -> Place {
    let file = kustomizer.file(reference.path)
    let document = file?.documents.dropFirst(reference.document).first
    guard let root = document?.node(at: reference.item) else { return .file(reference.path) }
    var node = root
    var place = root.name
    for step in pointer.steps {
      guard let next = node.step(step) else { break }
      (node, place) = next
    }
    return place
  }
}

extension YAMLNode {
  /// What tells an object from others at a glance: its name.
  fileprivate var name: Place {
    for generator in ["configMapGenerator", "secretGenerator"] {
      if let entry = entry(generator) { return entry.key.place }
    }
    return (self["metadata"]?["name"] ?? self["kind"] ?? self).place
  }

  /// What one step leads to, with the place to show for it: a value that fits its line, else its key.
  fileprivate func step(_ step: JSONPointer.Step) -> (node: YAMLNode, place: Place)? {
    switch step {
    case .key(let key):
      guard let entry = entry(key) else { return nil }
      return (entry.value, entry.value.isShort ? entry.value.place : entry.key.place)
    case .index(let index):
      guard let element = node(at: JSONPointer([.index(index)])) else { return nil }
      let first = element.entries.first { _ in true }
      return (element, first?.key.place ?? element.place)
    }
  }

  private var isShort: Bool {
    kind == .scalar && style != .literal && style != .folded && !place.range.isEmpty
  }
}
