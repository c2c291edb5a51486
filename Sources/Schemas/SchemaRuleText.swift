import CEL
import Patterns
import Values

/// A pattern of a schema, compiled when a text is first held against it: most never are.
struct LazyPattern: Sendable {
  let source: String
  private let compiled: Lazily<Pattern?>

  init(_ source: String) {
    self.source = source
    compiled = Lazily { try? Pattern(source) }
  }

  /// nil where the pattern cannot be read.
  func isFound(in text: String) -> Bool? { compiled.value?.isFound(in: text) }
}

/// A rule of `x-kubernetes-validations`.
struct SchemaRuleText: Sendable {
  let source: String
  let message: String?
  private let isOptional: Bool
  private let rule: Lazily<CompiledRule>
  private let words: Lazily<CELExpression?>

  private enum CompiledRule: Sendable {
    case rule(CELRule)
    case unread(String)
  }

  /// nil where it has no expression.
  init?(_ value: JSONValue) {
    guard let source = value["rule"]?.string else { return nil }
    self.source = source
    message = value["message"]?.string
    let isOptional = value["optionalOldSelf"] == .bool(true)
    self.isOptional = isOptional
    rule = Lazily {
      do throws(CELError) {
        return .rule(try CELRule(source, optionalOldSelf: isOptional))
      } catch {
        return .unread(error.reason)
      }
    }
    let expression = value["messageExpression"]?.string
    words = Lazily { expression.flatMap { try? CELExpression($0, optionalOldSelf: isOptional) } }
  }

  /// As for an object that is created: a rule that compares with what is there says nothing.
  func evaluate(_ value: JSONValue, _ place: SchemaPlace) -> CELOutcome {
    switch rule.value {
    case .rule(let rule):
      rule.readsOldSelf && !isOptional ? .holds : rule.evaluate(value, typed: place)
    case .unread(let reason): .notChecked(reason)
    }
  }

  /// What the API server says where the rule fails.
  func words(for value: JSONValue, _ place: SchemaPlace) -> String {
    words.value?.text(value, typed: place) ?? message ?? "the rule '\(source)' does not hold"
  }
}
