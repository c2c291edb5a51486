/// Whether output is coloured, as `--color` says.
package enum ColourChoice: String, Sendable, CaseIterable {
  case auto, always, never

  /// An explicit choice wins; then NO_COLOR (no-color.org: set and not empty), then CLICOLOR_FORCE
  /// (set and not 0); otherwise terminals are coloured that can be.
  func isColoured(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let value = environment("NO_COLOR"), !value.isEmpty { return false }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
    return isTerminal && environment("TERM") != "dumb"
  }
}
