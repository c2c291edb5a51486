import Patterns
import Testing

@Suite("Patterns")
struct PatternTests {
}
