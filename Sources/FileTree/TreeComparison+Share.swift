import Manifests

extension TreeComparison {
  /// The comparison of a part of the tree, with the lock as it should be if the rest of the tree is
  /// right.
  ///
  /// - Parameters:
  ///   - others: what the lock says of the rest.
  ///   - versions: those of the lock as it should be.
  package func beside(_ others: [Lock.File], versions: [ResolvedVersion]) -> TreeComparison {
    let lock = Lock(files: lock.files + others, versions: versions)
    let desired = lock.bytes
    let change: Change =
      switch lockEntry.present {
      case nil: .created
      case desired?: .unchanged
      default: .updated
      }
    return TreeComparison(
      self, lock: lock,
      lockEntry: Entry(
        path: lockEntry.path, change: change, present: lockEntry.present, desired: desired))
  }
}

extension Lock {
  /// What it says of some files, and of no versions.
  package func part(_ isIncluded: (String) -> Bool) -> Lock {
    Lock(files: files.filter { isIncluded($0.path) }, mixed: mixed)
  }
}
