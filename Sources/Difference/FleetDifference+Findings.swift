import Diagnostics

extension FleetDifference {
  /// What the change does that cannot be taken back, or that a cluster refuses.
  package var findings: [DifferenceFinding] { [] }
}

extension Code {
  package static let deletedData = Code(
    "deleted-data", .warning, "a change deletes what is stored on a volume")
  package static let deletedDefinition = Code(
    "deleted-definition", .warning, "a change deletes a definition, and all objects of its kind")
  package static let deletedNamespace = Code(
    "deleted-namespace", .warning, "a change deletes a namespace, and all that is in it")
  package static let refusedChange = Code(
    "refused-change", .error, "a change of a field that cannot change fails on the cluster")
  package static let renamedFluxKustomization = Code(
    "renamed-flux-kustomization", .error,
    "a renamed Flux Kustomization deletes all that it applied before it is applied again")
}
