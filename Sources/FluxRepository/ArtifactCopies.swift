import Kustomize
import Manifests

/// What an ArtifactGenerator puts together from parts of the repository: an ExternalArtifact, which
/// Flux Kustomizations read as a source.
struct ArtifactCopies {
  /// A folder of the repository, and where the artifact has it.
  private struct Copy {
    let from: String
    let to: String
  }

  let source: SourceReference
  /// The file that says so.
  let file: String
  private let copies: [Copy]

  /// All that a generator makes; none of anything else.
  static func all(in object: LocatedValue, of file: String) -> [ArtifactCopies] {
    guard object["kind"]?.string == "ArtifactGenerator", let spec = object["spec"] else {
      return []
    }
    let namespace = object["metadata"]?["namespace"]?.text ?? ""
    return (spec["artifacts"]?.elements ?? []).map { artifact in
      let source = SourceReference(
        kind: "ExternalArtifact", namespace: namespace, name: artifact["name"]?.text ?? "")
      let copies = (artifact["copy"]?.elements ?? []).compactMap { copy -> Copy? in
        guard let from = folder(copy["from"]?.text ?? ""), let to = folder(copy["to"]?.text ?? "")
        else { return nil }
        return Copy(from: from, to: to)
      }
      return ArtifactCopies(source: source, file: file, copies: copies)
    }
  }

  /// `@alias/apps/base/**` is `apps/base`; nil for a pattern of another form.
  private static func folder(_ text: String) -> String? {
    guard text.hasPrefix("@"), let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    var path = text[text.utf8.index(after: slash)...]
    if path.hasSuffix("**") { path = path.dropLast(2) }
    if path.utf8.contains(UInt8(ascii: "*")) { return nil }
    return FluxKustomization.folder(String(path))
  }

  /// The folder of the repository that a path of the artifact stands for.
  func original(of path: String) -> String? {
    copies.first { path.isWithin($0.to) }.map { copy in
      let rest = copy.to.isEmpty ? path : String(path.dropFirst(copy.to.count + 1))
      return FluxKustomization.folder("\(copy.from)/\(rest)")
    }
  }
}
