import Diagnostics
import Manifests
import Sources
import TemporaryFolders
import Testing

@testable import FileTree

/// A repository on disk, built and checked as the commands do.
struct Repository {
  let folder: TemporaryFolder
  let location: TreeLocation

  init() throws {
    folder = try TemporaryFolder()
    location = try TreeLocation()
  }

  typealias Files = [String: String]

  func build(
    _ files: Files, discardEdits: Bool = false, disk: Disk = Disk(),
    versions: [ResolvedVersion] = []
  ) throws {
    let writer = try TreeWriter(root: folder.path, at: location, disk: disk)
    try writer.write(compare(files, versions), discardEdits: discardEdits)
  }

  func compare(_ files: Files, _ versions: [ResolvedVersion] = []) throws -> TreeComparison {
    let snapshot = try WorkingTree(root: folder.path)
    var diagnostics = Diagnostics()
    let lock = try Lock.load(from: snapshot, at: location, into: &diagnostics)
    return try TreeComparison(
      of: generated(files), versions: versions,
      with: #require(lock, "\(diagnostics.sorted.map(\.message))"), in: snapshot, at: location)
  }

  func interruptedWrite() throws -> Diagnostic? {
    try TreeWriter.interruptedWrite(in: WorkingTree(root: folder.path), at: location)
  }
}

func generated(_ files: Repository.Files) -> [GeneratedFile] {
  files.map { GeneratedFile(path: $0.key, bytes: Array($0.value.utf8)) }
}
