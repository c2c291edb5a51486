/// The rules for the parts of a path within a snapshot.
package enum SnapshotPath {
  /// As many links as Linux follows on one path.
  package static let mostLinks = 40

  /// Whether a part is the name of a file or folder, and nothing else.
  package static func isName(_ part: String) -> Bool {
    !part.isEmpty && part != "." && part != ".." && !part.utf8.contains { $0 == 0 || $0 == 0x2f }
  }

  /// Between the slashes; doubled ones count as one.
  package static func parts(of path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
  }
}
