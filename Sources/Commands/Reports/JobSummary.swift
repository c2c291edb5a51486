import Diagnostics
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The summary of a job of GitHub Actions: a file that each step appends Markdown to.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
struct JobSummary {
  private let path: String

  /// In bytes: of a larger one GitHub takes nothing, and fails the step.
  private static let largest = 1 << 20

  /// nil where the environment names none.
  init?(_ environment: (String) -> String?) {
    guard let path = environment("GITHUB_STEP_SUMMARY"), !path.isEmpty else { return nil }
    self.path = path
  }

  /// Adds a report, unless the summary is full.
  func append(_ report: Report) throws(CommandError) {
    let bytes = ReportFormat.markdown.render(report)
    do throws(SystemError) {
      // Without O_NONBLOCK, a pipe that nobody reads would hold us for ever.
      let flags = O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC
      let file = Descriptor(adopting: try system { open(path, flags, 0o644) })
      var status = stat()
      try system { fstat(file.number, &status) }
      if Int(status.st_size) + bytes.count > Self.largest { return }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = try system {
          rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
        }
        rest = rest.dropFirst(count)
      }
    } catch {
      throw CommandError(
        "cannot write the summary of the job: \(error.reason)",
        help: "GITHUB_STEP_SUMMARY names the file '\(path)'")
    }
  }
}
