import CEL
import Testing
import Values

@Suite("CEL rules")
struct CELRuleTests {
}
