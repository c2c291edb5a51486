import Foundation
import TemporaryFolders
import Testing

/// Reports held against the schemas of OASIS, of Ant's JUnit task and of Jenkins, by validators that
/// are not ours.
@Suite(
  "Reports by published schemas",
  .enabled(
    if: ReportValidator.isThere, "Python has no jsonschema and lxml, or no schemas are there"))
struct ConformanceReportTests {
  @Test("of mistakes are valid")
  func mistakes() throws {
    let kept = try TemporaryFolder()
    // All take minutes; MOORING_KEEP_REPORTS has the other tests leave them for the script.
    for fixture in stride(from: 0, to: MistakeFixture.mistakes.count, by: 24).map({
      MistakeFixture.mistakes[$0]
    }) {
      let reports = try WrittenReports()
      _ = try fixture.check(writing: reports)
      try reports.keep(as: "\(fixture.code)-\(fixture.slug)", in: kept.path)
    }
    let outcome = try ReportValidator.run(kept)
    #expect(outcome.isValid, "\(outcome.text)")
  }

  @Test("of a sound fleet, and of a run that failed, are valid")
  func others() throws {
    let kept = try TemporaryFolder()
    let fixture = try #require(MistakeFixture.valid.first)
    let clean = try WrittenReports()
    _ = try fixture.check(writing: clean)
    try clean.keep(as: "clean", in: kept.path)
    let failed = try WrittenReports()
    failed.runWithoutDescription()
    try failed.keep(as: "failed", in: kept.path)
    let outcome = try ReportValidator.run(kept)
    #expect(outcome.isValid, "\(outcome.text)")
  }
}

/// scripts/validate-reports.py, with what it needs.
enum ReportValidator {
  private static let schemas: String = {
    let environment = ProcessInfo.processInfo.environment
    let shared =
      environment["MOORING_SHARED"] ?? MistakeFixture.root.appending(path: "../shared").path
    return environment["MOORING_REPORT_SCHEMAS"] ?? "\(shared)/report-schemas"
  }()

  static let isThere: Bool = {
    FileManager.default.fileExists(atPath: "\(schemas)/sarif-schema-2.1.0.json")
      && (try? python(["-c", "import jsonschema, lxml"]))?.isValid == true
  }()

  static func run(_ reports: TemporaryFolder) throws -> (isValid: Bool, text: String) {
    let script = MistakeFixture.root.appending(path: "scripts/validate-reports.py").path
    return try python([script, reports.path, schemas])
  }

  private static func python(_ arguments: [String]) throws -> (isValid: Bool, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: text, as: UTF8.self))
  }
}
