extension CELFunction {
  static let times: [CELFunction] =
    [
      .global("duration", 1) { (values) throws(CELFailure) in
        switch values[0] {
        case .duration: return values[0]
        case .string(let text):
          guard let span = CELDuration(text) else { throw .error("'\(text)' is no duration") }
          return .duration(span)
        default: throw .noOverload
        }
      },
      .global("timestamp", 1) { (values) throws(CELFailure) in
        switch values[0] {
        case .timestamp: return values[0]
        case .string(let text):
          guard let moment = CELTimestamp(text) else { throw .error("'\(text)' is no timestamp") }
          return .timestamp(moment)
        case .int(let seconds):
          guard let moment = CELTimestamp(seconds: seconds) else {
            throw .error("timestamp overflow")
          }
          return .timestamp(moment)
        default: throw .noOverload
        }
      },
      .method("getHours", 0, 1) { (values) throws(CELFailure) in
        if let span = try span(values) { return .int(span / 3_600_000_000_000) }
        return .int(try fields(values).second / 3600)
      },
      .method("getMinutes", 0, 1) { (values) throws(CELFailure) in
        if let span = try span(values) { return .int(span / 60_000_000_000) }
        return .int(try fields(values).second / 60 % 60)
      },
      .method("getSeconds", 0, 1) { (values) throws(CELFailure) in
        if let span = try span(values) { return .int(span / CELDuration.second) }
        return .int(try fields(values).second % 60)
      },
      .method("getMilliseconds", 0, 1) { (values) throws(CELFailure) in
        if let span = try span(values) { return .int(span / 1_000_000) }
        guard case .timestamp(let moment) = values[0] else { throw .noOverload }
        return .int(moment.nanoseconds / 1_000_000)
      },
    ]
    + [
      part("getFullYear") { $0.year }, part("getMonth") { $0.month - 1 },
      part("getDate") { $0.day }, part("getDayOfMonth") { $0.day - 1 },
      part("getDayOfYear") { $0.dayOfYear }, part("getDayOfWeek") { $0.dayOfWeek },
    ]

  private static func part(
    _ name: String, _ part: @escaping @Sendable (CELTimestamp.Fields) -> Int64
  ) -> CELFunction {
    .method(name, 0, 1) { (values) throws(CELFailure) in .int(part(try fields(values))) }
  }

  /// The nanoseconds of a duration; nil for a moment, which has parts of a date.
  private static func span(_ values: [CELValue]) throws(CELFailure) -> Int64? {
    guard case .duration(let span) = values[0] else { return nil }
    guard values.count == 1 else { throw .noOverload }
    return span.nanoseconds
  }

  private static func fields(_ values: [CELValue]) throws(CELFailure) -> CELTimestamp.Fields {
    guard case .timestamp(let moment) = values[0] else { throw .noOverload }
    guard values.count == 2 else { return moment.fields(offset: 0) }
    let zone = try values[1].asString
    if zone == "UTC" { return moment.fields(offset: 0) }
    let signed = zone.utf8.first?.isDigit == true ? "+" + zone : zone
    guard let offset = CELTimestamp.offset(Array(signed.utf8)[...]) else {
      throw .notChecked("the time zone '\(zone)'")
    }
    return moment.fields(offset: offset)
  }
}
