import Values

/// Texts that give somebody access who reads them.
enum ReadableText {
  /// What kind of secret a text holds; nil where none is seen.
  static func kind(of text: String) -> String? {
    // The shortest of them is longer.
    guard text.utf8.count >= 20, !text.isUndecided else { return nil }
    if text.utf8.holds("PRIVATE KEY-----") { return "a private key" }
    if text.utf8.holds("client-key-data: LS0t") || text.utf8.holds("client-key-data: \"LS0t") {
      return "the key of a kubeconfig"
    }
    if text.utf8.holds("AGE-SECRET-KEY-1") { return "a key of age" }
    return tokens.first { isToken(text, $0) }?.kind
  }

  private struct Token {
    let prefix: String
    let length: Int
    let kind: String
  }

  /// Tokens that services begin with a word of their own, so that they are found.
  private static let tokens = [
    Token(prefix: "ghp_", length: 36, kind: "a token of GitHub"),
    Token(prefix: "gho_", length: 36, kind: "a token of GitHub"),
    Token(prefix: "ghs_", length: 36, kind: "a token of GitHub"),
    Token(prefix: "github_pat_", length: 60, kind: "a token of GitHub"),
    Token(prefix: "glpat-", length: 20, kind: "a token of GitLab"),
    Token(prefix: "AKIA", length: 16, kind: "a key of AWS"),
    Token(prefix: "xoxb-", length: 30, kind: "a token of Slack"),
    Token(prefix: "hvs.", length: 24, kind: "a token of Vault"),
  ]

  /// The prefix, and as many letters, digits, '-' and '_' behind it, at the beginning of the text.
  private static func isToken(_ text: String, _ token: Token) -> Bool {
    guard text.utf8.starts(with: token.prefix.utf8) else { return false }
    let rest = text.utf8.dropFirst(token.prefix.utf8.count)
    return rest.count >= token.length
      && rest.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
  }

  static func kind(in value: JSONValue) -> String? {
    switch value {
    case .string(let text): kind(of: text)
    case .array(let elements): elements.lazy.compactMap(kind(in:)).first
    case .object(let object): object.lazy.compactMap { kind(in: $0.value) }.first
    default: nil
    }
  }
}
