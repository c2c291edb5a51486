import Diagnostics

/// How a repository wants its findings to be taken: what it allows, with a reason, and which warnings
/// are errors.
///
/// An error never becomes less: it is allowed at a place or for a fleet, by somebody who says why, or
/// it stands.
package struct RuleSettings: Sendable {
  /// The codes that rules give; what else there is cannot be allowed.
  private let codes: [String: Code]
  /// Those among them that only a comparison gives: who compares nothing cannot say that nobody finds
  /// them.
  private let compared: Set<String>
  /// The names of all codes.
  private let names: [String]
  private var allowances: [Allowance]
  private var isUsed: [Bool]
  private let raised: [Located<String>]
  private let isStrict: Bool
  /// The files whose comments were looked at.
  private var searched: Set<String> = []

  /// - Parameters:
  ///   - known: every code that there is.
  ///   - compared: what a comparison with another revision finds; it may be allowed, too.
  ///   - allowances: those of the fleet.
  ///   - raised: the codes of warnings that are errors here.
  ///   - isStrict: whether every warning is an error.
  package init(
    _ book: RuleBook = .standard, known: [Code], compared: [Code] = [],
    allowances: [Allowance] = [],
    raised: [Located<String>] = [], isStrict: Bool = false
  ) {
    codes = Dictionary(
      (book.rules.flatMap { $0.codes } + compared).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    self.compared = Set(compared.map(\.name))
    names = known.map(\.name)
    self.allowances = allowances
    isUsed = allowances.map { _ in false }
    self.raised = raised
    self.isStrict = isStrict
  }

  /// Looks for allowances among the comments of a file, once.
  package mutating func search(_ path: String, _ bytes: @autoclosure () -> [UInt8]?) {
    guard searched.insert(path).inserted, let bytes = bytes() else { return }
    let found = Allowance.comments(of: path, bytes)
    allowances += found
    isUsed += found.map { _ in false }
  }

  /// Takes out what is allowed, and raises what is to be raised.
  package mutating func settle(_ diagnostics: inout Diagnostics) {
    let raised = Set(self.raised.map(\.value))
    diagnostics.take { diagnostic in
      if let index = allowances.firstIndex(where: { $0.covers(diagnostic) }),
        isAllowable(allowances[index])
      {
        isUsed[index] = true
        return .allowed(allowances[index].reason)
      }
      let isRaised =
        diagnostic.severity == .warning && (isStrict || raised.contains(diagnostic.code.name))
      return isRaised ? .severity(.error) : .asItIs
    }
  }

  /// What is wrong with the settings themselves.
  package var problems: [Diagnostic] {
    allowances.compactMap(problem) + raised.compactMap(problem)
  }

  /// Allowances of what nobody found.
  package var unused: [Diagnostic] {
    zip(allowances, isUsed).compactMap { allowance, isUsed in
      if isUsed || compared.contains(allowance.code) || problem(allowance) != nil { return nil }
      return Diagnostic(
        .unusedAllowance, "nothing here is a case of '\(allowance.code)'", at: allowance.place,
        help: ["remove it"])
    }
  }

  private func isAllowable(_ allowance: Allowance) -> Bool { problem(allowance) == nil }

  private func problem(_ allowance: Allowance) -> Diagnostic? {
    guard let code = codes[allowance.code] else {
      return unknown(allowance.code, at: allowance.place)
        ?? Diagnostic(
          .refusedAllowance, "'\(allowance.code)' cannot be allowed", at: allowance.place,
          label: "no rule finds it, but what reads the file", help: ["mend what it names"])
    }
    if code.isFinal {
      return Diagnostic(
        .refusedAllowance, "'\(code.name)' cannot be allowed", at: allowance.place,
        label: "what it guards cannot be taken back", help: ["mend what it names"])
    }
    if allowance.reason.isEmpty {
      return Diagnostic(
        .refusedAllowance, "'\(code.name)' is allowed without a reason", at: allowance.place,
        help: [
          allowance.scope == nil
            ? "write the reason as its value"
            : "write it behind a second colon: '# \(Allowance.mark) \(code.name): REASON'"
        ])
    }
    return nil
  }

  private func problem(_ raised: Located<String>) -> Diagnostic? {
    guard let place = raised.place else { return nil }
    if let problem = unknown(raised.value, at: place) { return problem }
    guard let code = codes[raised.value], code.severity != .warning else { return nil }
    return Diagnostic(
      .needlessRaise, "'\(code.name)' is \(code.severity == .error ? "an error" : "a note")",
      at: place, label: "warnings can be raised", help: ["remove it"])
  }

  private func unknown(_ name: String, at place: Place) -> Diagnostic? {
    if names.contains(name) { return nil }
    return Diagnostic(
      .unknownFinding,
      name.isEmpty ? "no finding is named here" : "there is no finding '\(name)'", at: place,
      help: closest(to: name, among: names).map { ["the nearest name is '\($0)'"] }
        ?? ["'mooring explain' lists them all"])
  }
}

extension Code {
  package static let unusedAllowance = Code(
    "unused-allowance", .warning, "something is allowed that nobody does")
  package static let refusedAllowance = Code(
    "refused-allowance", .error, "something is allowed that cannot be, or without a reason")
  package static let unknownFinding = Code(
    "unknown-finding", .error, "the settings of rules name a finding that there is not")
  package static let needlessRaise = Code(
    "needless-raise", .warning, "the settings of rules raise what is no warning")
}
