/// One simple command of a shell script: its words without quotes, and what stands behind it.
struct ShellCommand: Sendable {
  enum End: Sendable { case pipe, or, other }

  var words: [String] = []
  var end = End.other

  /// A larger text is not looked at: it is no script that somebody wrote.
  private static let largest = 1 << 18

  /// Whether it runs a program, whatever variables are set before it and whichever folder it is in.
  func runs(_ program: String) -> Bool {
    let first = words.first { !Self.isAssignment($0) && !Self.prefixes.contains($0) }
    return first == program || first?.hasSuffix("/\(program)") == true
  }

  func has(_ word: String) -> Bool {
    words.contains { $0 == word || $0.hasPrefix("\(word)=") }
  }

  /// Words that stand before a command.
  private static let prefixes: Set<String> = [
    "!", "if", "then", "else", "elif", "while", "until", "do", "{", "exec", "time", "sudo", "env",
  ]

  private static func isAssignment(_ word: String) -> Bool {
    word.utf8.contains(UInt8(ascii: "="))
      && !word.utf8.starts(with: "-".utf8)
  }

  /// The commands of a script in order; of substitutions within words nothing is known.
  static func all(in text: String) -> [ShellCommand] {
    var reading = ShellReading()
    guard text.utf8.count <= largest else { return [] }
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count { index = reading.step(bytes, index) }
    return reading.finished()
  }
}

/// One walk over the bytes of a script.
private struct ShellReading {
  private var commands: [ShellCommand] = []
  private var command = ShellCommand()
  private var word: [UInt8] = []
  private var isInWord = false

  /// Reads what begins at a byte, and gives the place behind it.
  mutating func step(_ bytes: [UInt8], _ index: Int) -> Int {
    let byte = bytes[index]
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch byte {
    case UInt8(ascii: "\\"):
      // A line goes on behind it.
      if next != UInt8(ascii: "\n"), index + 1 < bytes.count { append([next]) }
      return index + 2
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quoted(bytes, index)
    case UInt8(ascii: "#") where !isInWord:
      return bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): endWord()
    case UInt8(ascii: "|"):
      let isOr = next == byte
      endCommand(isOr ? .or : .pipe)
      return index + (isOr ? 2 : 1)
    case UInt8(ascii: "&"):
      // `2>&1` and `&>` are no ends.
      if word.last == UInt8(ascii: ">") || next == UInt8(ascii: ">") {
        append([byte])
      } else {
        endCommand(.other)
      }
    case UInt8(ascii: ";"), UInt8(ascii: "\n"), UInt8(ascii: "("), UInt8(ascii: ")"):
      endCommand(.other)
    default: append([byte])
    }
    return index + 1
  }

  private mutating func quoted(_ bytes: [UInt8], _ start: Int) -> Int {
    isInWord = true
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      if bytes[index] == UInt8(ascii: "\\"), bytes[start] == UInt8(ascii: "\"") { index += 1 }
      if index < bytes.count { word.append(bytes[index]) }
      index += 1
    }
    return index + 1
  }

  private mutating func append(_ bytes: [UInt8]) {
    isInWord = true
    word += bytes
  }

  private mutating func endWord() {
    if isInWord { command.words.append(String(decoding: word, as: UTF8.self)) }
    word = []
    isInWord = false
  }

  private mutating func endCommand(_ end: ShellCommand.End) {
    endWord()
    if command.words.isEmpty { return }
    command.end = end
    commands.append(command)
    command = ShellCommand()
  }

  mutating func finished() -> [ShellCommand] {
    endCommand(.other)
    return commands
  }
}
