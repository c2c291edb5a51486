import Schemas
import Sources
import Values
import YAML

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `--schemas`: what the user knows of kinds that the program does not.
enum SchemaOption {
  static let option = Command.Option.value(
    "schemas", "PATH", isRepeatable: true,
    "judge objects by these too: custom resource definitions, or OpenAPI documents of an API server"
  )

  /// The schemas of the program, under those of every path that was given.
  static func schemas(_ arguments: ParsedArguments) throws(CommandError) -> SchemaSet {
    var documents: [SchemaDocument] = []
    for path in arguments.values(of: "schemas") {
      let found = try self.documents(at: path)
      if found.isEmpty {
        throw CommandError(
          "'\(path)' holds no schemas",
          help: "name a file or a folder with custom resource definitions, or with what "
            + "'kubectl get --raw /openapi/v2' prints")
      }
      documents += found
    }
    return SchemaSet.builtIn.adding(documents)
  }

  /// What a file gives, or every file of a folder.
  private static func documents(at path: String) throws(CommandError) -> [SchemaDocument] {
    var info = stat()
    guard stat(path, &info) == 0 else {
      throw CommandError("there is no file or folder '\(path)'")
    }
    let isFolder = info.st_mode & S_IFMT == S_IFDIR
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder =
      isFolder ? path : slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    do throws(SourceError) {
      let tree = try WorkingTree(root: folder)
      let files =
        isFolder
        ? try tree.files(below: "")
        : [slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path]
      var documents: [SchemaDocument] = []
      for file in files {
        guard let bytes = try tree.bytes(of: file) else { continue }
        documents += self.documents(in: bytes, of: file, isAsked: !isFolder)
      }
      return documents
    } catch {
      throw CommandError("\(error.path): \(error.reason)")
    }
  }

  /// - Parameter isAsked: whether the file itself was named: then its ending does not count.
  private static func documents(
    in bytes: [UInt8], of path: String, isAsked: Bool
  ) -> [SchemaDocument] {
    if let document = path.hasSuffix(".json") || isAsked ? SchemaDocument(json: bytes) : nil {
      return [document]
    }
    guard isAsked || path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return [] }
    return YAMLFile(path: path, bytes: bytes).documents.compactMap { SchemaDocument($0.value) }
  }
}
