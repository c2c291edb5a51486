import Cryptography
import Diagnostics
import Manifests
import Sources
import YAML

extension Lock {
  /// The lock of a tree as a snapshot has it; an empty one where there is none. Nil where it cannot
  /// be relied upon: then the diagnostics say why, and nothing may be written.
  package static func load(
    from snapshot: any Snapshot, at location: TreeLocation, into diagnostics: inout Diagnostics
  ) throws(SourceError) -> Lock? {
    guard let bytes = try snapshot.bytes(of: location.lockPath) else { return Lock() }
    return read(bytes, at: location, into: &diagnostics)
  }

  static func read(
    _ bytes: [UInt8], at location: TreeLocation, into diagnostics: inout Diagnostics
  ) -> Lock? {
    if let lock = untouched(bytes, at: location) { return lock }
    var found = Diagnostics(conflicts(in: bytes, location.lockPath))
    var lock: Lock?
    if found.isEmpty {
      let file = YAMLFile(path: location.lockPath, bytes: bytes)
      found.add(file.diagnostics)
      if !found.hasErrors {
        var reading = LockReading(location: location)
        reading.read(file)
        found.add(reading.diagnostics)
        lock = Lock(files: reading.files, versions: reading.versions)
      }
    }
    diagnostics.add(found)
    return found.hasErrors ? nil : lock
  }

  /// One diagnostic for each conflict that git left in the file.
  private static func conflicts(in bytes: [UInt8], _ path: String) -> [Diagnostic] {
    var conflicts: [Diagnostic] = []
    for line in Lines(of: bytes).ranges where bytes[line].starts(with: "<<<<<<< ".utf8) {
      conflicts.append(
        Diagnostic(
          .conflictedLock, "the lock has a merge conflict that is not resolved",
          at: Place(path, line),
          help: [
            "keep the lines of either side, then run 'mooring build': it writes what the "
              + "description gives, and says which files differ from that"
          ]))
    }
    return conflicts
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
