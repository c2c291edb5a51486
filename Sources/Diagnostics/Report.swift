/// What a run of a command found, as formats for other programs show it.
///
/// A run that could not do its work has a report too, so that whoever reads the product of a run
/// finds one, and finds in it that nothing was judged.
package struct Report {
  /// In the order in which they are shown.
  package let findings: [Diagnostic]
  /// What was found and is allowed, in the same order.
  package let allowed: [Diagnostics.Allowed]
  package let run: Run
  /// The bytes of a file that a finding points into; nil where it is not known.
  package let source: (String) -> [UInt8]?

  /// What was run, and how it ended.
  package struct Run: Sendable {
    /// As its user calls it: `mooring check`.
    package let command: String
    package let version: String
    package let exitCode: Int
    /// What precedes the paths of findings, so that they begin at the top of the git repository:
    /// empty, or a path that ends with a slash.
    package var folder = ""
    package var failure: Failure?
    /// What a code means, why it hurts, and the cure: paragraphs of Markdown that reads as plain text.
    package var explanation: @Sendable (Code) -> String? = { _ in nil }

    package init(_ command: String, version: String, exitCode: Int) {
      self.command = command
      self.version = version
      self.exitCode = exitCode
    }
  }

  /// Why a run could not do its work.
  package struct Failure: Hashable, Sendable {
    package let message: String
    package let help: String?

    package init(_ message: String, help: String? = nil) {
      self.message = message
      self.help = help
    }
  }

  package init(
    _ diagnostics: Diagnostics, of run: Run, source: @escaping (String) -> [UInt8]?
  ) {
    findings = diagnostics.sorted
    allowed = diagnostics.sortedAllowed
    self.run = run
    self.source = source
  }
}

extension Report {
  /// The path of a file from the top of the repository; empty where a finding is in no file.
  func path(of place: Place) -> String { place.path.isEmpty ? "" : run.folder + place.path }

  /// The findings, errors first, each severity in its order.
  var worstFirst: [Diagnostic] {
    [Severity.error, .warning, .note].flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }

  /// How it ended, in a line: `2 errors and 1 warning, 1 allowed`, or why nothing was judged.
  var outcome: String {
    if let failure = run.failure { return "it could not run: \(failure.message)" }
    let counts = findings.isEmpty ? "nothing is wrong" : findings.summary
    return allowed.isEmpty ? counts : "\(counts), \(allowed.count) allowed"
  }
}

extension Report {
  /// `path:line:column`, with as much of it as is known.
  func name(of place: Place, _ texts: inout SourceTexts) -> String {
    let path = path(of: place)
    guard !path.isEmpty, let position = texts.position(of: place) else { return path }
    return "\(path):\(position.line):\(position.column)"
  }

  /// All that a finding says but where it is: a line for the message, for what is said of its place
  /// and of others, for each note and for each help.
  func lines(of diagnostic: Diagnostic, _ texts: inout SourceTexts) -> [String] {
    var lines = diagnostic.ownLines
    for label in diagnostic.secondary.prefix(Self.mostLabels) where !label.message.isEmpty {
      let name = name(of: label.place, &texts)
      lines.append(name.isEmpty ? label.message : "\(name): \(label.message)")
    }
    return lines + diagnostic.advice
  }

  /// Of more places one reads the log.
  private static let mostLabels = 5
}

extension Diagnostic {
  /// The message, and what is said of its place.
  var ownLines: [String] { primary.message.isEmpty ? [message] : [message, primary.message] }

  /// The notes and the help, a line each.
  var advice: [String] { notes + help.map { "help: \($0)" } }
}
