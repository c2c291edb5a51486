import Values

/// What the API server asks of the objects of one version of a kind.
package final class KindSchema: Sendable {
  package let apiVersion: String
  package let kind: String
  /// Whether its objects live in namespaces.
  package let isNamespaced: Bool
  let root: SchemaPlace
  /// Keeps what the schema's references lead into.
  private let source: (any AnyObject & Sendable)?
  private let needsDefaults: Bool

  init(
    apiVersion: String, kind: String, isNamespaced: Bool, root: SchemaPlace,
    source: (any AnyObject & Sendable)?
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.root = root
    self.source = source
    let graph = root.graph
    needsDefaults =
      root.node.flags.contains(.givesDefaults)
      && (root.node.flags.contains(.hasRules)
        || graph.constraints.contains { $0.hasCombinations || $0.listType != nil })
  }

  /// Everything that the server would refuse in an object, but for its name and its namespace.
  ///
  /// - Parameter hasVariables: Whether Flux replaces `${…}` in it, so that such a text may become any
  ///   value.
  package func report(on object: JSONObject, hasVariables: Bool = false) -> SchemaReport {
    var value = JSONValue.object(object)
    if object["sops"]?.object != nil {
      // Flux takes it away when it decrypts.
      var decrypted = object
      decrypted.remove("sops")
      value = .object(decrypted)
    }
    guard let root = root.resolved else { return SchemaReport() }
    if needsDefaults, let filled = SchemaDefaults.filled(value, root.graph, root.index) {
      value = filled
    }
    var check = SchemaCheck(hasVariables: hasVariables)
    check.check(value, root.graph, root.index)
    check.checkOwnMetadata(of: value)
    if check.count == 0, !check.holdsUnknown(value) {
      check.checkRules(value, root.graph, root.index)
    }
    check.turnRound()
    for position in check.report.problems.indices {
      SchemaNeighbours.explain(&check.report.problems[position], from: root)
    }
    return check.report
  }
}

extension SchemaCheck {
  /// Whether a text within a value is not known, so that a rule of the whole says nothing.
  fileprivate func holdsUnknown(_ value: JSONValue) -> Bool {
    guard hasVariables else { return false }
    return switch value {
    case .string(let text): isUnknown(text)
    case .array(let array): array.contains { holdsUnknown($0) }
    case .object(let object): object.contains { holdsUnknown($0.value) }
    default: false
    }
  }
}
