import Sources

/// A repository in memory.
package struct MemorySnapshot: Snapshot {
  private var contents: [String: [UInt8]]

  package init(_ contents: [String: [UInt8]]) { self.contents = contents }

  package subscript(path: String) -> [UInt8]? {
    get { contents[path] }
    set { contents[path] = newValue }
  }

  package func files(below folder: String) throws(SourceError) -> [String] {
    contents.keys.filter { folder.isEmpty || $0.hasPrefix("\(folder)/") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package func bytes(of path: String) throws(SourceError) -> [UInt8]? { contents[path] }

}
