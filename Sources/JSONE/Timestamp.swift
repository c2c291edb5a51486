/// A moment of the proleptic Gregorian calendar in UTC, as milliseconds since 1970: what `now` and
/// `fromNow` of the core language speak of.
struct Timestamp {
  private var milliseconds: Int64

  /// Reads `2017-01-19T16:27:20.974Z`; fractions beyond milliseconds are dropped.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      Int64(String(decoding: bytes[range], as: UTF8.self))
    }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    var fraction: Int64 = 0
    if bytes.count > 20 {
      let digits = bytes[20..<(bytes.count - 1)]
      guard bytes[19] == UInt8(ascii: "."), !digits.isEmpty,
        digits.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      for position in 20..<23 {
        fraction = fraction * 10 + (position < bytes.count - 1 ? Int64(bytes[position] - 0x30) : 0)
      }
    }
    let days = Self.days(year: year, month: month, day: day)
    milliseconds = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction
  }

  /// Moves by an offset such as `2 days 3 hours` or `-1 mo`; nil where it is none, or where it
  /// leads out of the years that can be written.
  func moved(by offset: String) -> Timestamp? {
    guard let seconds = Self.seconds(of: offset) else { return nil }
    let (delta, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, overflowed) = milliseconds.addingReportingOverflow(delta)
    guard !overflow, !overflowed, (Self.first...Self.last).contains(sum) else { return nil }
    var copy = self
    copy.milliseconds = sum
    return copy
  }

  var text: String {
    let day = milliseconds.quotient(by: 86_400_000)
    var rest = milliseconds - day * 86_400_000
    let (year, month, date) = Self.date(of: day)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let fraction = rest % 1000
    rest /= 1000
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
      + "T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
      + ".\(padded(fraction, 3))Z"
  }

  private static let first = days(year: 0, month: 1, day: 1) * 86_400_000
  private static let last = days(year: 10_000, month: 1, day: 1) * 86_400_000 - 1

  // MARK: - Offsets

  /// A year is 365 days and a month 30, whatever the calendar says.
  private static let units: [(names: [String], seconds: Int64)] = [
    (["years", "year", "yr", "y"], 365 * 86_400),
    (["months", "month", "mo"], 30 * 86_400),
    (["weeks", "week", "wk", "w"], 7 * 86_400),
    (["days", "day", "d"], 86_400),
    (["hours", "hour", "hr", "h"], 3_600),
    (["minutes", "minute", "min", "m"], 60),
    (["seconds", "second", "sec", "s"], 1),
  ]

  /// Numbers with units, larger units first, each at most once.
  private static func seconds(of offset: String) -> Int64? {
    var rest = Array(offset.utf8)[...]
    func skipSpace() { rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    skipSpace()
    var sign: Int64 = 1
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      if rest.first == UInt8(ascii: "-") { sign = -1 }
      rest = rest.dropFirst()
      skipSpace()
    }
    var total: Int64 = 0
    var next = 0
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let count = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
      rest = rest.dropFirst(digits.count)
      skipSpace()
      let word = rest.prefix { (0x61...0x7A).contains($0) }
      let name = String(decoding: word, as: UTF8.self)
      guard let unit = units[next...].firstIndex(where: { $0.names.contains(name) }) else {
        return nil
      }
      rest = rest.dropFirst(word.count)
      skipSpace()
      let (part, overflow) = count.multipliedReportingOverflow(by: units[unit].seconds)
      let (sum, overflowed) = total.addingReportingOverflow(part)
      guard !overflow, !overflowed else { return nil }
      total = sum
      next = unit + 1
    }
    return sign * total
  }

  // MARK: - Calendar

  /// Days since 1970-01-01, counted in eras of 400 years whose years begin in March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.quotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(of days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.quotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  /// Division that rounds down.
  fileprivate func quotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
