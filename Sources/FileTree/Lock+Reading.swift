import Cryptography
import Diagnostics
import Manifests
import Sources
import Values
import YAML

extension Lock {
  /// The lock of a tree as a snapshot has it; an empty one where there is none. Nil where it cannot
  /// be relied upon: then the diagnostics say why, and nothing may be written.
  ///
  /// - Parameter settlesConflicts: whether one in which a merge left conflicts is what its sides
  ///   together say; else they are an error.
  package static func load(
    from snapshot: any Snapshot, at location: TreeLocation, settlesConflicts: Bool = false,
    into diagnostics: inout Diagnostics
  ) throws(SourceError) -> Lock? {
    guard let bytes = try snapshot.bytes(of: location.lockPath) else { return Lock() }
    guard let conflicts = MergeConflicts(in: bytes) else {
      return read(bytes, at: location, into: &diagnostics)
    }
    if !settlesConflicts {
      diagnostics.add(conflicts.diagnosticOfLock(in: location.lockPath))
      return nil
    }
    guard
      let ours = read(conflicts.file(of: .ours), at: location, into: &diagnostics),
      let theirs = read(conflicts.file(of: .theirs), at: location, into: &diagnostics)
    else { return nil }
    return Lock(merging: ours, theirs)
  }

  static func read(
    _ bytes: [UInt8], at location: TreeLocation, into diagnostics: inout Diagnostics
  ) -> Lock? {
    if let lock = untouched(bytes, at: location) { return lock }
    let file = YAMLFile(path: location.lockPath, bytes: bytes)
    var found = Diagnostics(file.diagnostics)
    var lock: Lock?
    if !found.hasErrors {
      var reading = LockReading(location: location)
      reading.read(file)
      found.add(reading.diagnostics)
      lock = Lock(files: reading.files, versions: reading.versions)
    }
    diagnostics.add(found)
    return found.hasErrors ? nil : lock
  }
}

extension MergeConflicts {
  fileprivate func diagnosticOfLock(in path: String) -> Diagnostic {
    Diagnostic(
      .conflictedLock, "the tree has a merge that is not resolved: its lock has conflicts",
      at: Place(path, firstLine),
      help: [
        "run 'mooring build': it owns what either side owned, writes what the description gives, and "
          + "settles the lock; then 'git add' the tree"
      ])
  }
}

/// Takes the lock out of its YAML, and collects all that is wrong with it.
private struct LockReading {
  let location: TreeLocation
  private(set) var files: [Lock.File] = []
  private(set) var versions: [ResolvedVersion] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(location: TreeLocation) { self.location = location }

  mutating func read(_ file: YAMLFile) {
    guard file.documents.count == 1, let root = file.documents.first, root.kind == .mapping else {
      return complain(.file(file.path), "the lock is not one mapping")
    }
    // First, since nothing can be said of a format that we do not know.
    guard isKnown(root) else { return }
    for (key, value) in root.entries {
      switch key.text {
      case "apiVersion", "kind": continue
      case "versions": readVersions(value)
      case "files": readFiles(value)
      default: complain(key.place, "the lock has an unknown field '\(key.text)'")
      }
    }
  }

  private mutating func isKnown(_ root: YAMLNode) -> Bool {
    guard let version = root["apiVersion"], let kind = root["kind"] else {
      complain(root.place, "the lock does not say its 'apiVersion' and 'kind'")
      return false
    }
    if version.text == Lock.apiVersion, kind.text == Lock.kind { return true }
    let unknown = version.text == Lock.apiVersion ? kind : version
    diagnostics.append(
      Diagnostic(
        .unknownLockFormat, "the lock is of an unknown format, '\(unknown.text)'",
        at: unknown.place,
        label: "'\(unknown == version ? Lock.apiVersion : Lock.kind)' is what this mooring knows",
        help: ["use the version of mooring that wrote it, or a newer one"]))
    return false
  }

  private mutating func readVersions(_ node: YAMLNode) {
    guard node.kind == .sequence else {
      return complain(node.place, "the lock's 'versions' are not a list")
    }
    for element in node.elements {
      guard
        let name = element["name"], let requested = element["requested"],
        let resolved = element["resolved"], element.count == 3,
        [name, requested, resolved].allSatisfy({ $0.kind == .scalar && !$0.text.isEmpty })
      else {
        complain(
          element.place,
          "a version of the lock is not a name, what was requested and what "
            + "it was resolved to")
        continue
      }
      versions.append(
        ResolvedVersion(name: name.text, requested: requested.text, resolved: resolved.text))
    }
  }

  private mutating func readFiles(_ node: YAMLNode) {
    guard node.kind == .mapping else {
      return complain(node.place, "the lock's 'files' are not a mapping")
    }
    files.reserveCapacity(node.count)
    for (key, value) in node.entries {
      let path = key.text
      if let problem = location.problem(withPath: path) {
        complain(key.place, "the lock names a file that cannot be mooring's: '\(path)' \(problem)")
      } else if let digest = Digest(hex: value.text) {
        files.append(Lock.File(path: path, digest: digest))
      } else {
        complain(value.place, "the digest of '\(path)' is not 64 hexadecimal digits")
      }
    }
  }

  private mutating func complain(_ place: Place, _ message: String) {
    diagnostics.append(
      Diagnostic(
        .invalidLock, message, at: place,
        help: ["restore the file from git; it is written by mooring alone"]))
  }
}

extension Code {
  package static let invalidLock = Code(
    "invalid-lock", .error, "the lock is not as mooring writes it")
  package static let conflictedLock = Code(
    "conflicted-lock", .error, "the lock has a merge conflict that is not resolved")
  package static let unknownLockFormat = Code(
    "unknown-lock-format", .error, "the lock was written by another version of mooring")
}
