import Values

/// The expression of a rule of `x-kubernetes-validations`, ready to be evaluated many times.
package struct CELRule: Sendable {
  package let source: String
  private let program: CELProgram
  private let optionalOldSelf: Bool

  /// - Parameter optionalOldSelf: `optionalOldSelf` of the rule: it is evaluated for an object that is
  ///   created too, and `oldSelf` is then an empty optional.
  package init(_ source: String, optionalOldSelf: Bool = false) throws(CELError) {
    self.source = source
    self.optionalOldSelf = optionalOldSelf
    program = try CELProgram(source)
  }

  /// Whether it compares with the value that the cluster holds. Of an object that is created the API
  /// server does not evaluate such a rule, unless its `oldSelf` is optional.
  package var readsOldSelf: Bool { program.readsOldSelf }

  /// Evaluates it as for an object that is created: `self` is the value.
  package func evaluate(_ value: JSONValue, typed: any CELTyping) -> CELOutcome {
    evaluate(value, typed: typed, steps: CELEvaluator.mostSteps)
  }

  func evaluate(_ value: JSONValue, typed: any CELTyping, steps: Int) -> CELOutcome {
    if readsOldSelf, !optionalOldSelf {
      return .notChecked("it compares with the object that the cluster holds")
    }
    do {
      switch try program.value(value, typed: typed, steps: steps) {
      case .bool(let holds): return holds ? .holds : .fails
      case let other: return .notChecked("the rule gives a \(other.typeName) and no boolean")
      }
    } catch .error(let reason) {
      return .error(reason)
    } catch .notChecked(let reason) {
      return .notChecked(reason)
    } catch {
      return .notChecked("it takes more than \(steps) steps")
    }
  }
}
