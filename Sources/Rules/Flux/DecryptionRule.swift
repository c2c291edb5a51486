import Diagnostics
import Manifests
import Values

/// What SOPS has encrypted, where nobody decrypts it.
enum DecryptionRule: ClusterRule {
  static let codes: [Code] = [.sopsWithoutDecryption]

  static let explanation = """
    A manifest that SOPS has encrypted is decrypted by the Flux Kustomization that applies it, and
    only where that says so: 'decryption: {provider: sops}'. Else Flux refuses the object, and with it
    everything else of that Kustomization. 'decryption' is not handed down: each Kustomization that
    applies an encrypted file needs its own.

    Example: an encrypted Secret in apps/, and no 'decryption' in the Flux Kustomization 'apps'.

    Cure: 'decryption: {provider: sops, secretRef: {name: sops-age}}' in the Flux Kustomization.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    var told: Set<Applier> = []
    return view.objects.compactMap { object in
      guard object.isManifest, object.object.value["sops"]?.object != nil,
        let node = view.graph.node(of: object.applier),
        node.object.object.value["spec"]?["decryption"] == nil,
        told.insert(object.applier).inserted
      else { return nil }
      return Finding(
        .sopsWithoutDecryption, "\(object.identity) is encrypted, and nobody decrypts it",
        in: object, at: JSONPointer([.key("sops")]),
        label: "Flux Kustomization '\(node.reference.name)' has no 'decryption'",
        help: ["add 'decryption: {provider: sops}' to it, with the Secret that holds the key"])
    }
  }
}

extension Code {
  static let sopsWithoutDecryption = Code(
    "sops-without-decryption", .error,
    "a Flux Kustomization applies what SOPS encrypted, and does not decrypt it")
}
