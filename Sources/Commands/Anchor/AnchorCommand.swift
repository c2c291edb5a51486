extension Command {
  static let anchor = Command(
    "anchor", "make, show, compare and rotate trust anchors",
    discussion: [
      "A trust anchor is the certificate that every proxy of every cluster trusts. It is public, and "
        + "lies in anchors/ of the repository; its key signs the identity issuer of each cluster, "
        + "and never lies in a repository.",
      "Neither step nor openssl is needed, no cluster is asked, and no private key is ever shown "
        + "unless you ask for it.",
    ],
    examples: [
      Example("mooring anchor create homelab --key ~/keys/homelab.key", "begin"),
      Example("mooring anchor inspect anchors/homelab.crt", "until when it holds"),
      Example("mooring anchor rotate", "which step comes next"),
    ],
    subcommands: [
      .createAnchor, .issueFromAnchor, .inspectAnchor, .verifyAnchor, .rotateAnchor,
    ])
}
