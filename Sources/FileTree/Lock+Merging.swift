import Manifests
import Values

extension Lock {
  /// What two sides of a merge own together. Where they settled on two releases of one version, the
  /// newer is taken: a mesh is never moved back by a merge.
  init(merging ours: Lock, _ theirs: Lock) {
    var files: [String: File] = [:]
    var mixed: Set<String> = []
    for file in ours.files + theirs.files {
      if let other = files.updateValue(file, forKey: file.path), other.digest != file.digest {
        mixed.insert(file.path)
      }
    }
    var versions: [ResolvedVersion] = []
    for version in ours.versions + theirs.versions {
      let index = versions.firstIndex {
        $0.name == version.name && $0.requested == version.requested
      }
      guard let index else {
        versions.append(version)
        continue
      }
      if versions[index].resolved.isOlderRelease(than: version.resolved) {
        versions[index] = version
      }
    }
    self.init(files: Array(files.values), versions: versions, mixed: mixed)
  }
}

extension String {
  /// Compares number by number: `2.9` is older than `2.10`, `edge-25.4.1` than `edge-25.12.1`.
  fileprivate func isOlderRelease(than other: String) -> Bool {
    let (numbers, others) = (numbers, other.numbers)
    return numbers == others
      ? precedesInBytes(other) : numbers.lexicographicallyPrecedes(others)
  }

  private var numbers: [UInt64] {
    utf8.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .map { UInt64(String($0) ?? "") ?? .max }
  }
}
