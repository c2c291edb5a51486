import Manifests
import Values

extension ObjectDifference {
  /// Whether it is to be read first: the worst, then by identity.
  func isWorse(than other: ObjectDifference) -> Bool {
    if weight != other.weight { return weight < other.weight }
    for part in [\ObjectIdentity.kind, \.namespace, \.name, \.group] {
      let (own, others) = (identity[keyPath: part], other.identity[keyPath: part])
      if own != others { return own.precedesInBytes(others) }
    }
    return false
  }

  private var weight: Int {
    if change == .refused { return 0 }
    if losesForGood { return 1 }
    if isRenamed { return 2 }
    return switch change {
    case .refused: 0
    case .recreated: effects.contains(.runsAgain) ? 5 : 3
    case .pruned: 4
    case .changed: effects.contains(where: \.removes) ? 4 : 6
    case .created: 7
    case .orphaned: 8
    }
  }

  /// Whether what goes cannot be made again from the tree.
  private var losesForGood: Bool {
    effects.contains {
      switch $0 {
      case .deletesNamespace, .deletesDefinition, .deletesData: true
      default: false
      }
    }
  }

  private var isRenamed: Bool {
    effects.contains { if case .renamed = $0 { true } else { false } }
  }
}

extension ObjectDifference.Effect {
  /// Whether something may go from the cluster, though the object stays.
  fileprivate var removes: Bool {
    switch self {
    case .moves, .uninstalls: true
    default: false
    }
  }
}
