import FixtureFleets

/// README.md, taken apart into what can be held against the program.
struct Readme {
  /// A fenced block, with the line of text above it.
  struct Block {
    let section: String
    /// The word after the fence: `yaml`, `console` or nothing.
    let language: String
    /// The nearest line above that is not empty.
    let introduction: String
    let text: String

    /// `clusters/one.yaml` of an introduction that begins with that name in backquotes.
    var file: String? {
      introduction.firstMatch(of: /^`([^`]+\.yaml)`/).map { String($0.1) }
    }

    /// The words of the `mooring` that a console block shows, and what it shows of the answer.
    var run: (words: [String], answer: String)? {
      text.wholeMatch(of: /\$ mooring ([^\n]*)\n(.*)/.dotMatchesNewlines()).map {
        ($0.1.split(separator: " ").map(String.init), String($0.2))
      }
    }
  }

  let blocks: [Block]

  static let current: Readme? =
    (try? FixtureFleet.bytes(ofProject: "README.md"))
    .map { Readme(String(decoding: $0, as: UTF8.self)) }

  init(_ text: String) {
    var blocks: [Block] = []
    var section = ""
    var introduction = ""
    var language: String?
    var lines = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let open = language {
          blocks.append(
            Block(section: section, language: open, introduction: introduction, text: lines))
          language = nil
        } else {
          language = String(line.dropFirst(3))
        }
        lines = ""
      } else if language != nil {
        lines += "\(line)\n"
      } else if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      } else if !line.isEmpty {
        introduction = String(line)
      }
    }
    self.blocks = blocks
  }

  func blocks(of section: String) -> [Block] { blocks.filter { $0.section == section } }
}
