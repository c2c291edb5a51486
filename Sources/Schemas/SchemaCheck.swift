import Values

/// Holds an object against its schema, in the order of the API server's strict mode.
///
/// Nothing is allocated where nothing is wrong: a problem learns the way to its place while the walk
/// goes back up.
struct SchemaCheck {
  var report = SchemaReport()
  /// Of a choice among schemas: fields that it does not name are another's business.
  var isChoice = false
  /// Whether a text with a variable of Flux' is one whose value is not known.
  let hasVariables: Bool

  init(hasVariables: Bool) { self.hasVariables = hasVariables }

  var count: Int { report.problems.count }

  mutating func add(_ problem: SchemaProblem) { report.problems.append(problem) }

  /// Moves what was found since into a member or an element: ways are kept in reverse, and turned
  /// round at the end.
  mutating func move(since before: Int, into step: @autoclosure () -> JSONPointer.Step) {
    guard count > before else { return }
    for position in before..<count { report.problems[position].pointer.steps.append(step()) }
  }

  mutating func turnRound() {
    for position in report.problems.indices { report.problems[position].pointer.steps.reverse() }
  }

  mutating func check(_ value: JSONValue, _ graph: SchemaGraph, _ index: Int32) {
    let position = Int(index)
    let shape = graph.nodes[position].shape
    if shape == .reference {
      if let place = SchemaPlace(graph: graph, index: index).resolved {
        check(value, place.graph, place.index)
      }
      return
    }
    if case .string(let text) = value, isUnknown(text) { return }
    if case .null = value, graph.takesNull(position) { return }
    if shape == .metadata { return checkMetadata(value) }
    guard value.has(shape) else { return add(.wrongType(value, shape)) }
    let before = count
    switch value {
    case .object(let object): checkMembers(of: object, graph, position)
    case .array(let array):
      let items = graph.nodes[position].items
      if items != SchemaNode.none {
        for element in array.indices {
          let before = count
          if array[element].isNull, graph.needsObjects(Int(items)) {
            add(.wrongType(.null, .object))
          } else {
            check(array[element], graph, items)
          }
          move(since: before, into: .index(element))
        }
      }
    default: break
    }
    let constraints = graph.nodes[position].constraints
    // What holds of a whole says nothing where a part of it is wrong already.
    if constraints != SchemaNode.none, count == before {
      checkConstraints(value, graph, graph.constraints[Int(constraints)], shape)
    }
  }

  private mutating func checkMembers(
    of object: JSONObject, _ graph: SchemaGraph, _ position: Int
  ) {
    for member in object {
      let before = count
      if let inner = graph.nodes[position].property(member.key) {
        check(member.value, graph, inner)
      } else if graph.nodes[position].additional != SchemaNode.none {
        check(member.value, graph, graph.nodes[position].additional)
      } else if graph.nodes[position].flags.contains(.embedded),
        ["apiVersion", "kind", "metadata"].contains(member.key)
      {
        checkEmbedded(member)
      } else if isClosed(graph.nodes[position]) {
        add(.unknownField(member.key, among: graph.nodes[position].properties.map(\.name)))
      }
      move(since: before, into: .key(member.key))
    }
    if graph.nodes[position].flags.contains(.embedded) {
      for name in ["apiVersion", "kind"] where object[name] == nil { add(.missing(name)) }
    }
    for index in graph.nodes[position].required.indices {
      let name = graph.nodes[position].required[index]
      let inner = graph.nodes[position].property(name)
      if let found = object[name] {
        // Of a custom kind a null was judged as the value that it is.
        guard found.isNull, !graph.isCustom, let inner,
          !graph.nodes[Int(inner)].flags.contains(.nullable)
        else { continue }
      }
      if let inner, graph.nodes[Int(inner)].flags.contains(.hasDefault) { continue }
      add(.missing(name))
    }
  }

  /// Whether what is not declared is unknown.
  private func isClosed(_ node: SchemaNode) -> Bool {
    if isChoice || node.flags.contains(.open) { return false }
    return node.shape == .object || !node.properties.isEmpty
  }

  private mutating func checkEmbedded(_ member: JSONObject.Member) {
    if member.key == "metadata" {
      if !member.value.isNull { checkMetadata(member.value) }
      return
    }
    if member.value.string == nil { add(.wrongType(member.value, .string)) }
  }

  /// What no file tells: a secret that is encrypted, a variable that Flux fills in.
  func isUnknown(_ text: String) -> Bool {
    let bytes = text.utf8
    if bytes.first == UInt8(ascii: "E") { return bytes.starts(with: "ENC[AES256_GCM,".utf8) }
    guard hasVariables, let dollar = bytes.firstIndex(of: UInt8(ascii: "$")) else { return false }
    return bytes[dollar...].dropFirst().first == UInt8(ascii: "{")
  }
}

extension JSONValue {
  /// Whether the value is of a type.
  func has(_ shape: SchemaNode.Shape) -> Bool {
    switch (shape, self) {
    case (.any, _), (.object, .object), (.array, .array), (.string, .string), (.boolean, .bool),
      (.integer, .integer), (.number, .integer), (.number, .number), (.intOrString, .integer),
      (.intOrString, .string), (.quantity, .integer), (.quantity, .number), (.metadata, .object):
      true
    // To JSON Schema 1.0 is an integer.
    case (.integer, .number(let number)), (.intOrString, .number(let number)):
      Int64(exactly: number) != nil
    case (.quantity, .string(let text)): TextScan.matches(text) { $0.quantity() }
    default: false
    }
  }
}
