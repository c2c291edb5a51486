import Diagnostics
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that findings are written to, beside what the terminal shows: `--report sarif=FILE`.
struct ReportFile {
  private let format: ReportFormat
  private let path: String

  static let option = Command.Option.value(
    "report", "FORMAT=FILE", isRepeatable: true,
    "write the findings to a file, too, such as sarif=mooring.sarif")

  static func all(_ arguments: ParsedArguments) throws(CommandError) -> [ReportFile] {
    var files: [ReportFile] = []
    for value in arguments.values(of: "report") {
      let file = try ReportFile(value)
      if files.contains(where: { $0.path == file.path }) {
        throw CommandError("option '--report' names the file '\(file.path)' twice")
      }
      files.append(file)
    }
    return files
  }

  private init(_ value: String) throws(CommandError) {
    let formats = ReportFormat.allCases.map(\.rawValue)
    guard let separator = value.firstIndex(of: "="), value.last != "=" else {
      throw CommandError(
        "invalid value '\(value)' of option '--report'",
        help: "write a format and a file, such as 'sarif=mooring.sarif'; the formats are "
          + formats.joined(separator: ", "))
    }
    let name = String(value[..<separator])
    guard let format = ReportFormat(rawValue: name) else {
      throw CommandError(
        "option '--report' knows no format '\(name)'",
        help: closest(to: name, among: formats).map { "the nearest name is '\($0)'" }
          ?? "one of \(formats.joined(separator: ", "))")
    }
    self.format = format
    path = String(value[value.index(after: separator)...])
  }

  /// Writes it beside its place and renames it, so that nobody reads half a report.
  func write(_ report: Report) throws(CommandError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    // Renamed over, a device would be gone for everybody.
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device or a pipe"
      throw CommandError("cannot write the report '\(path)': it is \(kind)")
    }
    // Of a link, what it leads to is replaced.
    let target = isThere ? RepositoryTop.resolved(path) ?? path : path
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let name = slash.map { String(target[target.utf8.index(after: $0)...]) } ?? target
    guard access(folder, F_OK) == 0 else {
      throw CommandError("cannot write the report '\(path)': there is no folder '\(folder)'")
    }
    do throws(SystemError) {
      var file = try Self.freshFile(in: OpenFolder(at: folder))
      try file.write(format.render(report))
      try file.rename(to: name)
    } catch {
      throw CommandError("cannot write the report '\(path)': \(error.reason)")
    }
  }

  /// A name that a run which was killed left behind, or another run has, is passed over.
  private static func freshFile(in folder: OpenFolder) throws(SystemError) -> FreshFile {
    for number in 0..<100 {
      do throws(SystemError) {
        return try FreshFile(".mooring-report-\(getpid())-\(number)", in: folder, mode: 0o644)
      } catch {
        if error.code != EEXIST { throw error }
      }
    }
    throw SystemError(code: EEXIST)
  }
}
