/// A moment from the year 1 to the year 9999.
struct CELTimestamp: Equatable, Comparable, Sendable {
  /// Since 1970, in UTC.
  let seconds: Int64
  /// 0 to 999,999,999.
  let nanoseconds: Int64
  /// Of the time zone that it is written in, in seconds.
  let zone: Int64

  private static let years: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  init?(seconds: Int64, nanoseconds: Int64 = 0, zone: Int64 = 0) {
    guard Self.years.contains(seconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.zone = zone
  }

  /// RFC 3339: `2026-07-29T10:00:00Z`, with a fraction or an offset where there is one.
  init?(_ text: String) {
    var bytes = Array(text.utf8)
    // An hour of one digit is taken, as Go takes it.
    if bytes.count > 12, bytes[12] == UInt8(ascii: ":") { bytes.insert(UInt8(ascii: "0"), at: 11) }
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
      let day = Self.day(bytes[0..<10]), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    var nanoseconds: Int64 = 0
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      let digits = rest.dropFirst().prefix { $0.isDigit }
      guard !digits.isEmpty else { return nil }
      for place in 0..<9 {
        let digit = place < digits.count ? digits[digits.startIndex + place] - 48 : 0
        nanoseconds = nanoseconds * 10 + Int64(digit)
      }
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = Self.offset(rest) else { return nil }
    self.init(
      seconds: day * 86_400 + hour * 3600 + minute * 60 + second - offset,
      nanoseconds: nanoseconds, zone: offset)
  }

  /// `2026-07-29`: the beginning of that day.
  init?(date text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, let day = Self.day(bytes[...]) else { return nil }
    self.init(seconds: day * 86_400)
  }

  static func == (a: CELTimestamp, b: CELTimestamp) -> Bool {
    a.seconds == b.seconds && a.nanoseconds == b.nanoseconds
  }

  static func < (a: CELTimestamp, b: CELTimestamp) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// `Z`, or `+02:00`, in seconds.
  static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
    let bytes = Array(text)
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]),
      let minutes = number(bytes[4..<6]), hours <= 24, minutes <= 60
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    switch bytes[0] {
    case UInt8(ascii: "+"): return offset
    case UInt8(ascii: "-"): return -offset
    default: return nil
    }
  }

  /// Days since 1970 of `2026-07-29`.
  private static func day(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let text = Array(bytes)
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text[0..<4]), let month = number(text[5..<7]),
      let day = number(text[8..<10]), year > 0, (1...12).contains(month), day >= 1,
      day <= daysOf(month: month, year: year)
    else { return nil }
    return days(before: year, month) + day - 1
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func daysOf(month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970 before the first of the month.
  private static func days(before year: Int64, _ month: Int64) -> Int64 {
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400
    return before * 365 + leaps - 719_162
      + (1..<month).reduce(0) { $0 + daysOf(month: $1, year: year) }
  }
}

extension CELTimestamp {
  struct Fields {
    var year: Int64
    /// From 1, as days are.
    var month: Int64
    var day: Int64
    /// From 0.
    var dayOfYear: Int64
    /// From 0, a Sunday.
    var dayOfWeek: Int64
    /// Of the day.
    var second: Int64
  }

  /// - Parameter offset: Of the time zone, in seconds.
  func fields(offset: Int64) -> Fields {
    let local = seconds + offset
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    var year = 1970 + days / 366
    while Self.days(before: year + 1, 1) <= days { year += 1 }
    while Self.days(before: year, 1) > days { year -= 1 }
    let dayOfYear = days - Self.days(before: year, 1)
    var month: Int64 = 1
    var day = dayOfYear
    while day >= Self.daysOf(month: month, year: year) {
      day -= Self.daysOf(month: month, year: year)
      month += 1
    }
    let dayOfWeek = ((days + 4) % 7 + 7) % 7
    return Fields(
      year: year, month: month, day: day + 1, dayOfYear: dayOfYear, dayOfWeek: dayOfWeek,
      second: local - days * 86_400)
  }

  /// RFC 3339, in its time zone: what `string()` gives.
  var description: String {
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let fields = fields(offset: zone)
    let date = "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))"
    let time = [fields.second / 3600, fields.second / 60 % 60, fields.second % 60]
      .map { padded($0, 2) }.joined(separator: ":")
    var fraction = nanoseconds == 0 ? "" : "." + padded(nanoseconds, 9)
    while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    let minutes = zone.magnitude / 60
    let offset = padded(Int64(minutes / 60), 2) + ":" + padded(Int64(minutes % 60), 2)
    return "\(date)T\(time)\(fraction)" + (zone == 0 ? "Z" : (zone < 0 ? "-" : "+") + offset)
  }
}
