import Diagnostics
import Fields

/// How a fleet wants findings of rules to be taken.
package struct RulesSpec: Described, Sendable {
  /// By code, sorted.
  package let allow: [Keyed<CodeName, Located<String>>]
  package let raise: [Located<CodeName>]

  package init(_ fields: inout Fields) {
    allow = fields.keyed(
      "allow", by: CodeName.self, String.self,
      "findings that this fleet lives with, each with the reason; an error may be allowed, not lowered"
    )
    raise = fields.oneOrMore(
      "raise", CodeName.self, required: false, "the codes of warnings that are errors here")
  }
}

/// The code of a finding: `short-lived-issuer`.
package struct CodeName: TextField {
  package let text: String

  package static let placeholder = CodeName(text: "")
  package static let grammar = "the code of a finding such as 'short-lived-issuer'"

  package static func parse(_ text: String) throws(FieldProblem) -> CodeName {
    CodeName(text: text)
  }
}
