import Diagnostics
import Manifests
import Values
import YAML

/// One folder, in the order in which kustomize goes through the fields of its kustomization.
extension Kustomizer {
  /// - Parameter outer: the folders that lead here, this one last.
  mutating func build(
    _ file: KustomizationFile, of folder: String, into accumulation: inout Accumulation,
    within outer: [String]
  ) {
    accumulation.folders.insert(folder)
    if !file.path.isEmpty { accumulation.files.insert(file.path) }
    accumulation.problems += file.problems
    accumulation.unknowns += file.unknowns
    if file.isRefused { return }
    let root = file.root
    for field in ["resources", "bases"] {
      for entry in root[field]?.elements ?? [] {
        include(resource: entry, of: folder, into: &accumulation, within: outer)
      }
    }
    readConfigurations(of: root, in: folder, into: &accumulation)
    generate(.configMap, root, in: folder, into: &accumulation)
    generate(.secret, root, in: folder, into: &accumulation)
    noteUnfollowed(in: root, into: &accumulation)
    for entry in root["components"]?.elements ?? [] {
      include(component: entry, of: folder, into: &accumulation, within: outer)
    }
    transform(root, in: folder, &accumulation)
  }

  /// Fields of which what they do to objects is not followed.
  static let unfollowed: [(field: String, reason: String)] = [
    ("generators", "a generator plug-in is not run"),
    ("helmChartInflationGenerator", "a chart is not rendered"),
    ("helmCharts", "a chart is not rendered"),
    ("openapi", "schemas of one's own may merge lists in another way"),
    ("transformers", "a transformer plug-in is not run"),
    ("validators", "a validator plug-in is not run"),
    ("vars", "'vars' are not filled in"),
  ]

  func noteUnfollowed(in root: LocatedValue, into accumulation: inout Accumulation) {
    for (field, reason) in Self.unfollowed {
      guard let value = root[field], value.count > 0 else { continue }
      accumulation.unknowns.append(Unknown(reason, at: value.place))
    }
  }
}

extension Code {
  package static let conflictingGenerator = Code(
    "conflicting-generator", .error, "a generated object is there already, or is to be and is not")
  package static let missingListedFile = Code(
    "missing-listed-file", .error, "a kustomization names a file that is not there")
  package static let missingResource = Code(
    "missing-resource", .error, "a kustomization lists a file or folder that is not there")
  package static let pathOutsideRepository = Code(
    "path-outside-repository", .error, "a kustomization names what is not in its repository")
}
