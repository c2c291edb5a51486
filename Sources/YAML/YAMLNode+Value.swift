import Values

extension YAMLNode {
  /// A scalar by the core schema of YAML 1.2 (chapter 10.3): plain ones resolve, all others are
  /// strings. Null for a collection.
  package var scalar: JSONValue {
    let node = content
    guard node.isScalar else { return .null }
    return file.arena.withText(of: node, in: file.bytes) { text in
      if node.form == .plain, let value = PlainScalar.resolve(text) { return value }
      return .string(String(decoding: text, as: UTF8.self))
    }
  }

  /// The node and all below it. Its size is bounded: the reader bounds depth and repetition.
  package var value: JSONValue {
    switch kind {
    case .scalar: return scalar
    case .sequence:
      var array: [JSONValue] = []
      array.reserveCapacity(count)
      for element in elements { array.append(element.value) }
      return .array(array)
    case .mapping:
      var object = JSONObject()
      object.reserveCapacity(count)
      for (key, value) in entries { object[key.text] = value.value }
      return .object(object)
    }
  }
}
