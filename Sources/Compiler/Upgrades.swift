import Manifests

/// What a build resolves anew, past what the lock pins.
package enum Upgrades: Sendable {
  case none
  /// One of the names that the lock pins versions of, such as `linkerd`.
  case named(Set<String>)
  case all

  /// The pins that hold.
  func keeping(_ pins: [ResolvedVersion]) -> [ResolvedVersion] {
    switch self {
    case .none: pins
    case .named(let names): pins.filter { !names.contains($0.name) }
    case .all: []
    }
  }
}
