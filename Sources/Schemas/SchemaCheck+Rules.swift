import CEL
import Values

/// Rules of `x-kubernetes-validations`, which the server evaluates where nothing else is wrong.
extension SchemaCheck {
  mutating func checkRules(_ value: JSONValue, _ graph: SchemaGraph, _ index: Int32) {
    let position = Int(index)
    guard graph.nodes[position].flags.contains(.hasRules), !value.isNull else { return }
    if graph.nodes[position].shape == .reference {
      if let place = SchemaPlace(graph: graph, index: index).resolved {
        checkRules(value, place.graph, place.index)
      }
      return
    }
    let constraints = graph.nodes[position].constraints
    if constraints != SchemaNode.none {
      for rule in graph.constraints[Int(constraints)].rules {
        evaluate(rule, value, SchemaPlace(graph: graph, index: index))
      }
    }
    switch value {
    case .object(let object):
      for member in object {
        let inner =
          graph.nodes[position].property(member.key) ?? graph.nodes[position].additional
        guard inner != SchemaNode.none else { continue }
        let before = count
        checkRules(member.value, graph, inner)
        move(since: before, into: .key(member.key))
      }
    case .array(let array):
      let items = graph.nodes[position].items
      guard items != SchemaNode.none, graph.nodes[Int(items)].flags.contains(.hasRules) else {
        return
      }
      for element in array.indices {
        let before = count
        checkRules(array[element], graph, items)
        move(since: before, into: .index(element))
      }
    default: break
    }
  }

  private mutating func evaluate(
    _ rule: SchemaRuleText, _ value: JSONValue, _ place: SchemaPlace
  ) {
    switch rule.evaluate(value, place) {
    case .holds: break
    case .fails: add(.brokenRule(Self.trimmed(rule.words(for: value, place))))
    // Rules of Kubernetes' own kinds are not the server's text, which takes a null for nothing.
    case .error where !place.graph.isCustom: break
    case .error(let reason):
      add(.brokenRule("the rule '\(rule.source)' has no answer: \(reason)"))
    case .notChecked(let reason):
      report.unchecked.append(UncheckedRule(source: rule.source, reason: reason))
    }
  }

  /// What others wrote, in the form of what is ours: without a full stop.
  private static func trimmed(_ words: String) -> String {
    var words = words[...]
    while let last = words.utf8.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "\n") {
      words.removeLast()
    }
    return String(words)
  }
}
