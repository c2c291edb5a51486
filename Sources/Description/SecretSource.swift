import Diagnostics
import Fields
import Topology

/// How a Secret comes into the cluster without ever being in clear in the repository.
package enum SecretSource: Sendable {
  case externalSecret(ExternalSecretSource)
  /// A Secret encrypted by SOPS, which Flux decrypts.
  case sops(Located<RepositoryPath>)
  /// A SealedSecret, which its controller opens.
  case sealedSecret(Located<RepositoryPath>)

  /// The branches of a choice, for each way that gives `Result`.
  package static func branches<Result>(
    _ make: @escaping (SecretSource) -> Result
  ) -> [Branch<Result>] {
    [
      .mapping(
        "externalSecret", ExternalSecretSource.self, "an External Secret reads it from a store"
      ) { make(.externalSecret($0)) },
      .scalar(
        "sops", RepositoryPath.self, "a file of the repository: the Secret, encrypted by SOPS"
      ) { make(.sops($0)) },
      .scalar(
        "sealedSecret", RepositoryPath.self, "a file of the repository: a SealedSecret"
      ) { make(.sealedSecret($0)) },
    ]
  }

  /// Where it is written.
  package var place: Place? {
    switch self {
    case .externalSecret(let external): external.place
    case .sops(let file), .sealedSecret(let file): file.place
    }
  }

  /// The file that is carried into the tree as it is; nil where there is none.
  package var file: Located<RepositoryPath>? {
    switch self {
    case .externalSecret: nil
    case .sops(let file), .sealedSecret(let file): file
    }
  }
}

/// Where an External Secret reads.
package struct ExternalSecretSource: Described, Sendable {
  package let store: Located<ObjectName>
  package let key: Located<String>
  package let refreshInterval: Located<FluxDuration>
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    store = fields.required(
      "store", ObjectName.self, "the store, as 'requires.secretStores' names it")
    key = fields.required(
      "key", String.self, "the entry of the store, whose properties are the keys of the Secret")
    refreshInterval = fields.optional(
      "refreshInterval", FluxDuration.self, default: FluxDuration(text: "1h"), shown: "1h",
      "how often it is read again")
  }
}
