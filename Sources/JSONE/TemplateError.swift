import Diagnostics
import Values

/// Why a template cannot be compiled or rendered.
package struct TemplateError: Error, Sendable {
  /// What kind of error the conformance suite calls it.
  enum Category: String, Sendable {
    case syntax = "SyntaxError"
    case template = "TemplateError"
    case interpreter = "InterpreterError"
    case builtin = "BuiltinError"
  }

  let category: Category
  /// The suite's words for it, without category and location.
  let suiteText: String
  /// Where in the template, as keys and indices from its root.
  var location = JSONPointer()

  package let code: Code
  /// What is wrong, in our words.
  package let message: String
  /// The narrowest part of the template file that is wrong.
  package var place: Place
  /// What the value that was refused is: `null`, `string`, `function`…; nil where none was.
  package var operandKind: String?
  /// The name that was probably meant.
  package var nearName: String?
  package var help: [String] = []
  /// What the failing expression had read of the context.
  package internal(set) var reads: [JSONPointer] = []

  init(
    _ category: Category, _ suiteText: String, _ message: String, at place: Place,
    code: Code = .templateError
  ) {
    self.category = category
    self.suiteText = suiteText
    self.message = message
    self.place = place
    self.code = code
  }

  /// The error as the conformance suite words it.
  package var suiteMessage: String {
    var text = category.rawValue
    if !location.steps.isEmpty {
      text += " at template"
      for step in location.steps {
        switch step {
        case .index(let index): text += "[\(index)]"
        case .key(let key) where isIdentifier(key): text += ".\(key)"
        case .key(let key): text += "[\(JSONText.quoted(key))]"
        }
      }
    }
    return text + ": " + suiteText
  }

  package func diagnostic() -> Diagnostic {
    Diagnostic(
      code, message, at: place,
      help: help + (nearName.map { ["the nearest name is '\($0)'"] } ?? []))
  }

  func with(operand kind: String) -> TemplateError { modified { $0.operandKind = kind } }
  func with(help: String) -> TemplateError { modified { $0.help.append(help) } }
  func with(nearName: String?) -> TemplateError { modified { $0.nearName = nearName } }

  /// The same error, one step further from the root.
  func below(_ step: JSONPointer.Step) -> TemplateError {
    modified { $0.location.steps.insert(step, at: 0) }
  }

  func modified(_ change: (inout TemplateError) -> Void) -> TemplateError {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Code {
  package static let templateError = Code(
    "template-error", .error, "a template cannot be compiled or rendered")
  package static let unknownTemplateName = Code(
    "unknown-template-name", .error,
    "a template uses a variable, member, function or operator that does not exist")
  package static let templateLimit = Code(
    "template-limit", .error, "a template needs more time, memory or depth than it may use")
}
