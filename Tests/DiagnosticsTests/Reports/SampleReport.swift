import Foundation

@testable import Diagnostics

extension Samples {
  /// What a run found in these files.
  func report(
    _ diagnostics: [Diagnostic], allowed: [Diagnostic] = [], in folder: String = "",
    failure: Report.Failure? = nil
  ) -> Report {
    var all = Diagnostics(diagnostics + allowed)
    all.take { allowed.contains($0) ? .allowed("because") : .asItIs }
    var run = Report.Run(
      "mooring check", version: "1.2.3", exitCode: failure == nil ? 1 : 2)
    run.folder = folder
    run.failure = failure
    run.explanation = { $0 == .sample ? "It is wrong\nin two lines.\n\nCure: none." : nil }
    return Report(all, of: run, source: bytes)
  }
}

/// JSON as a program of others reads it.
@dynamicMemberLookup
struct ReadJSON {
  let value: Any?

  init(_ bytes: [UInt8]) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  private init(value: Any?) { self.value = value }

  subscript(dynamicMember key: String) -> ReadJSON {
    ReadJSON(value: (value as? [String: Any])?[key])
  }

  subscript(key: String) -> ReadJSON { ReadJSON(value: (value as? [String: Any])?[key]) }

  subscript(index: Int) -> ReadJSON {
    let array = value as? [Any] ?? []
    return ReadJSON(value: array.indices.contains(index) ? array[index] : nil)
  }

  var elements: [ReadJSON] { (value as? [Any] ?? []).map { ReadJSON(value: $0) } }
  var string: String? { value as? String }
  var number: Int? { value as? Int }
  var truth: Bool? { value as? Bool }
  var keys: [String] { (value as? [String: Any] ?? [:]).keys.sorted() }
}

/// Texts that were written to get out of where they are quoted.
enum HostileText {
  static let all = [
    "::error::gone", "::stop-commands::x", "::mooring-log-0::", "##[error]gone", "100%, a:b",
    "two\nlines\r\n", "<b>&\"'</b>]]>", "| a | b |", "`code` ``more``", "[link](http://x) ![i](y)",
    "@somebody fixes #1", "\u{1B}[31mred\u{0}\u{FFFE}\u{FFFF}\u{202E}", "ünï 👩‍🚀 \\ {0}", "%0A%25",
  ]
}
