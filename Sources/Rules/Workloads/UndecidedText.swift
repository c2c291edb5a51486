import Values

extension String {
  /// Whether it stands for something that is known only later: a variable of Flux or of a template,
  /// or what SOPS has encrypted.
  var isUndecided: Bool { utf8.holds("${") || utf8.holds("{{") || utf8.holds("ENC[") }

  /// Its parts between bytes of one kind, without blanks around them.
  func parts(between separator: UInt8) -> [String] {
    utf8.split(separator: separator, omittingEmptySubsequences: false).map { part in
      let rest = part.drop(while: \.isBlank)
      return String(
        decoding: rest.prefix(rest.count - rest.reversed().prefix(while: \.isBlank).count),
        as: UTF8.self)
    }
  }

  /// A number of decimal digits alone, within a range.
  func number(in range: ClosedRange<Int>) -> Int? {
    guard !isEmpty, utf8.count <= 18,
      utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(self), range.contains(number)
    else { return nil }
    return number
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension JSONValue {
  /// Whether some text in it is known only later.
  var isUndecided: Bool {
    switch self {
    case .string(let text): text.isUndecided
    case .array(let elements): elements.contains(where: \.isUndecided)
    case .object(let object): object.contains { $0.value.isUndecided }
    default: false
    }
  }

  /// A text or a number, as an environment or an annotation would hold it.
  var scalarText: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }
}

extension JSONObject {
  subscript(path steps: String...) -> JSONValue? {
    steps.dropFirst().reduce(steps.first.flatMap { self[$0] }) { $0?[$1] }
  }
}
