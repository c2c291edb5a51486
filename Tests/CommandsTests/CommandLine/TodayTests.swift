import Compiler
import Testing

@Suite("Days")
struct TodayTests {
  @Test(
    "a day of the calendar is read as RFC 3339 writes it",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -86_400), ("2026-11-21", 1_795_219_200),
      ("2000-02-29", 951_782_400), ("2100-03-01", 4_107_542_400), ("0000-03-01", -62_162_035_200),
      ("9999-12-31", 253_402_214_400),
    ] as [(String, Int64)])
  func days(text: String, seconds: Int64) {
    #expect(Clock.seconds(ofDay: text) == seconds)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "2026-11-31", "2026-02-29", "2100-02-29", "2026-00-01", "2026-13-01", "2026-01-00",
      "2026-1-1", "26-11-21", "2026/11/21", "2026-11-21T00:00:00Z", "tomorrow", "２０２６-11-21",
    ])
  func refused(text: String) {
    #expect(Clock.seconds(ofDay: text) == nil)
  }
}
