extension Certificate {
  /// The day of a moment in UTC, as people write it: `2026-11-21`.
  ///
  /// - Parameter seconds: since 1970; as a certificate has it, from year 1 to 9999.
  package static func day(of seconds: Int64) -> String {
    let secondsOfDay: Int64 = 86_400
    let days = seconds / secondsOfDay - (seconds % secondsOfDay < 0 ? 1 : 0)
    // Years that begin in March have their leap day at the end; 400 of them have 146097 days.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let isNextYear = month >= 10
    let year = yearOfEra + era * 400 + (isNextYear ? 1 : 0)
    return [(year, 4), (isNextYear ? month - 9 : month + 3, 2), (day, 2)].map { number, width in
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }.joined(separator: "-")
  }

  /// A moment in UTC as RFC 3339 has it, to the second: `2026-11-21T16:30:00Z`.
  package static func moment(of seconds: Int64) -> String {
    let ofDay = (seconds % 86_400 + 86_400) % 86_400
    let time = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day(of: seconds))T\(time.joined(separator: ":"))Z"
  }
}
