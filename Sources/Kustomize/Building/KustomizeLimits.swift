/// What reading the folders of one repository may cost: they are untrusted input.
package struct KustomizeLimits: Sendable {
  /// Files that are parsed in one run.
  package var files = 50_000
  /// Bytes of all of them.
  package var bytes = 256 << 20
  /// Bytes of one file.
  package var bytesOfFile = 16 << 20
  /// Folders within folders.
  package var depth = 32
  /// Objects of one build.
  package var objects = 20_000
  /// Objects of all builds of a run.
  package var objectsOfRun = 200_000

  package static let standard = KustomizeLimits()

  package init() {}
}
