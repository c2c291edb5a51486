import Compiler

extension Command.Option {
  /// The day by which certificates are judged.
  static let today = Command.Option.value(
    "today", "DATE",
    "the day by which certificates are judged, such as 2026-11-21; otherwise the clock's")
}

extension ParsedArguments {
  /// The time by which certificates are judged: the beginning of the day of `--today`, in UTC, else
  /// the present second.
  func now() throws(CommandError) -> Int64 {
    guard let text = value(of: "today") else { return Clock.now }
    guard let seconds = Clock.seconds(ofDay: text) else {
      throw CommandError(
        "invalid value '\(text)' of option '--today'",
        help: "write the day as RFC 3339 does: '2026-11-21'")
    }
    return seconds
  }
}
