import Compiler
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
  init(_ arguments: ParsedArguments) throws(CommandError) {
    if let root = arguments.value(of: "root") {
      guard Self.isFolder(root) else {
        throw CommandError("there is no folder '\(root)'")
      }
      self.root = root
    } else {
      root = try Self.find()
    }
  }

  /// The files as they lie in the folder.
  func workingTree() throws(CommandError) -> WorkingTree {
    let tree: WorkingTree
    do throws(SourceError) {
      tree = try WorkingTree(root: root)
    } catch {
      throw CommandError("\(root): \(error.reason)")
    }
    guard Self.isFolder("\(root)/\(Self.folder)") else {
      throw CommandError(
        "there is no description in '\(root)'",
        help: Self.descriptionHelp)
    }
    return tree
  }

  /// The files as git has them: in its index, or in a revision.
  func snapshot(_ content: GitSnapshot.Content) throws(CommandError) -> GitSnapshot {
    do throws(SourceError) {
      return try GitSnapshot(root: root, content)
    } catch {
      throw CommandError("\(error.path == "." ? "this folder" : error.path): \(error.reason)")
    }
  }

  private static let descriptionHelp =
    "it is read from '\(folder)/': one document of kind Fleet, one of kind Cluster for each cluster"

  private static func find() throws(CommandError) -> String {
    var candidate = "."
    // A path of the system is at most 4096 bytes: no folder lies deeper than this.
    var tree: String?
    for _ in 0..<1024 {
      if isFolder("\(candidate)/\(folder)") {
        // The tree has a folder of that name too, and a lock beside it.
        if access("\(candidate)/mooring.lock", F_OK) != 0 { return candidate }
        tree = tree ?? candidate
      }
      guard !isRoot(candidate) else { break }
      candidate = candidate == "." ? ".." : "../\(candidate)"
    }
    if let tree { return tree }
    throw CommandError(
      "neither this folder nor one above it holds '\(folder)/'",
      help: "run this in a repository with a description, or name one with '--root'")
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
