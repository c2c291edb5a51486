import Compiler
import FileTree
import Git
import Loading
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The repository that a command works in: the folder that holds clusters/.
struct Repository {
  private static let folder = FleetLoader.folder

  /// As the system is asked for it.
  let root: String

  /// The folder of `--root`; else the nearest one from here upwards that holds clusters/, and is not
  /// the tree.
  ///
  /// - Parameter isOnDisk: whether the description has to be; else it may be in git alone, such as
  ///   in a bare repository.
  init(_ arguments: ParsedArguments, isOnDisk: Bool = true) throws(CommandError) {
    if let root = arguments.value(of: "root") {
      guard Self.isFolder(root) else {
        throw CommandError("there is no folder '\(root)'")
      }
      self.root = root
    } else {
      root = try Self.find(isOnDisk: isOnDisk)
    }
  }

  /// The files as they lie in the folder.
  func workingTree() throws(CommandError) -> CheckedOutFiles {
    let tree: CheckedOutFiles
    do throws(SourceError) {
      tree = try CheckedOutFiles(root: root)
    } catch {
      throw CommandError("\(root): \(error.reason)")
    }
    guard Self.hasDescription(root) else {
      throw CommandError(
        "there is no description in '\(root)'",
        help: Self.descriptionHelp)
    }
    return tree
  }

  /// Keeps builds from writing for as long as it is kept; waits for one that is under way.
  func reading() throws(CommandError) -> TreeReader {
    do throws(FileTreeError) {
      return try TreeReader(root: root)
    } catch {
      throw CommandError(CompilerError(error))
    }
  }

  /// The files as git has them: in its index, or in a revision.
  func snapshot(_ content: GitSnapshot.Content) throws(CommandError) -> GitSnapshot {
    do throws(SourceError) {
      return try GitSnapshot(root: root, content)
    } catch {
      throw CommandError("\(error.path == "." ? "this folder" : error.path): \(error.reason)")
    }
  }

  /// The files that `--staged` or `--rev` asks for; else those of the folder.
  func snapshot(_ arguments: ParsedArguments) throws(CommandError) -> any Snapshot {
    if arguments.has("staged") { return try snapshot(.index) }
    if let revision = arguments.value(of: "rev") { return try snapshot(.revision(revision)) }
    return try workingTree()
  }

  private static let descriptionHelp =
    "it is read from '\(folder)/': one document of kind Fleet, one of kind Cluster for each cluster"

  private static func find(isOnDisk: Bool) throws(CommandError) -> String {
    var candidate = "."
    // A path of the system is at most 4096 bytes: no folder lies deeper than this.
    var tree: String?
    for _ in 0..<1024 {
      if hasDescription(candidate) {
        // The tree has a folder of that name too, and a lock beside it.
        if !isThere("\(candidate)/mooring.lock") { return candidate }
        tree = tree ?? candidate
      }
      guard !isRoot(candidate) else { break }
      candidate = candidate == "." ? ".." : "../\(candidate)"
    }
    if let tree { return tree }
    if !isOnDisk, let top = GitSnapshot.top(around: ".") { return top }
    throw CommandError(
      "neither this folder nor one above it holds '\(folder)/'",
      help: "run this in a repository with a description, or name one with '--root'")
  }

  /// Whether a folder holds one, on the disk or where a sparse checkout keeps it from there.
  private static func hasDescription(_ path: String) -> Bool {
    if isFolder("\(path)/\(folder)") { return true }
    guard isThere("\(path)/.git"), let files = try? CheckedOutFiles(root: path) else {
      return false
    }
    return (try? files.files(below: folder).isEmpty) == false
  }

  private static func isThere(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0
  }

  private static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// The root of the file system is its own parent.
  private static func isRoot(_ path: String) -> Bool {
    var here = stat()
    var above = stat()
    guard stat(path, &here) == 0, stat("\(path)/..", &above) == 0 else { return true }
    return here.st_ino == above.st_ino && here.st_dev == above.st_dev
  }
}

/// A command cannot do its work, for a reason that is no mistake in the description.
struct CommandError: Error {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  init(_ error: CompilerError) {
    self.init("\(error.path): \(error.reason)")
  }
}
