/// One operation of a JSON patch (RFC 6902).
package enum JSONPatchOperation: Sendable, Hashable {
  case test(JSONPatchPath, JSONValue)
  case add(JSONPatchPath, JSONValue)
  case remove(JSONPatchPath)
  case replace(JSONPatchPath, JSONValue)
  case move(from: JSONPatchPath, to: JSONPatchPath)
  case copy(from: JSONPatchPath, to: JSONPatchPath)

  /// Why an operation cannot be applied: a sentence without a full stop.
  package struct Failure: Error, Hashable {
    package let reason: String
  }

  /// A value of more nodes, or deeper, is not made: `copy` doubles what it copies.
  private static let mostNodes = 100_000
  private static let deepest = 200

  package func apply(to value: inout JSONValue) throws(Failure) {
    switch self {
    case .test(let path, let expected):
      let found = try Self.find(path, in: value)
      guard found == expected else {
        throw Failure(reason: "'\(path)' is \(found.shown), and not what the test expects")
      }
      return
    case .add(let path, let member):
      try Self.add(member, at: path.tokens[...], of: path, to: &value)
    case .remove(let path): _ = try Self.remove(path.tokens[...], of: path, from: &value)
    case .replace(let path, let member):
      _ = try Self.find(path, in: value)
      try Self.replace(path.tokens[...], of: path, with: member, in: &value)
    case .move(let from, let to):
      guard from == to || !to.tokens.starts(with: from.tokens) else {
        throw Failure(reason: "'\(from)' cannot be moved into itself")
      }
      let member = try Self.remove(from.tokens[...], of: from, from: &value)
      try Self.add(member, at: to.tokens[...], of: to, to: &value)
    case .copy(let from, let to):
      let member = try Self.find(from, in: value)
      try Self.add(member, at: to.tokens[...], of: to, to: &value)
    }
    var nodes = 0
    guard value.fits(depth: Self.deepest, nodes: &nodes, atMost: Self.mostNodes) else {
      throw Failure(reason: "the object would be larger than any that Kubernetes takes")
    }
  }

  private static func find(
    _ path: JSONPatchPath, in value: JSONValue
  ) throws(Failure) -> JSONValue {
    var found = value
    for token in path.tokens {
      guard let member = found.member(token) else { throw missing(path) }
      found = member
    }
    return found
  }

  private static func add(
    _ member: JSONValue, at tokens: ArraySlice<String>, of path: JSONPatchPath,
    to value: inout JSONValue
  ) throws(Failure) {
    guard let token = tokens.first else {
      value = member
      return
    }
    if tokens.count > 1 {
      return try change(token, of: path, in: &value) { (inner) throws(Failure) in
        try add(member, at: tokens.dropFirst(), of: path, to: &inner)
      }
    }
    switch value {
    case .object(var object):
      object[token] = member
      value = .object(object)
    case .array(var array):
      if token == "-" {
        array.append(member)
      } else {
        guard let index = JSONPatchPath.index(token), index <= array.count else {
          throw Failure(
            reason: "'\(path)' is no place in a list of \(array.count): the end is '-'")
        }
        array.insert(member, at: index)
      }
      value = .array(array)
    default: throw missing(path)
    }
  }

  private static func remove(
    _ tokens: ArraySlice<String>, of path: JSONPatchPath, from value: inout JSONValue
  ) throws(Failure) -> JSONValue {
    guard let token = tokens.first else {
      throw Failure(reason: "the whole object cannot be removed")
    }
    guard let member = value.member(token) else { throw missing(path) }
    if tokens.count > 1 {
      var removed = JSONValue.null
      try change(token, of: path, in: &value) { (inner) throws(Failure) in
        removed = try remove(tokens.dropFirst(), of: path, from: &inner)
      }
      return removed
    }
    switch value {
    case .object(var object):
      object.remove(token)
      value = .object(object)
    case .array(var array):
      if let index = JSONPatchPath.index(token) { array.remove(at: index) }
      value = .array(array)
    default: break
    }
    return member
  }

  private static func replace(
    _ tokens: ArraySlice<String>, of path: JSONPatchPath, with member: JSONValue,
    in value: inout JSONValue
  ) throws(Failure) {
    guard let token = tokens.first else {
      value = member
      return
    }
    try change(token, of: path, in: &value) { (inner) throws(Failure) in
      try replace(tokens.dropFirst(), of: path, with: member, in: &inner)
    }
  }

  /// Changes a member of an object or an element of a list in its place.
  private static func change(
    _ token: String, of path: JSONPatchPath, in value: inout JSONValue,
    _ body: (inout JSONValue) throws(Failure) -> Void
  ) throws(Failure) {
    guard var member = value.member(token) else { throw missing(path) }
    try body(&member)
    switch value {
    case .object(var object):
      object[token] = member
      value = .object(object)
    case .array(var array):
      if let index = JSONPatchPath.index(token) { array[index] = member }
      value = .array(array)
    default: break
    }
  }

  private static func missing(_ path: JSONPatchPath) -> Failure {
    Failure(reason: "there is no '\(path)'")
  }
}

extension JSONValue {
  /// A short value itself, of others the kind.
  fileprivate var shown: String {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .string(let text) where text.utf8.count <= 40: "'\(text)'"
    default: "another \(kindName)"
    }
  }

  /// The member or the element that a token of a path names.
  fileprivate func member(_ token: String) -> JSONValue? {
    switch self {
    case .object(let object): return object[token]
    case .array(let array):
      guard let index = JSONPatchPath.index(token), array.indices.contains(index) else {
        return nil
      }
      return array[index]
    default: return nil
    }
  }

  fileprivate func fits(depth: Int, nodes: inout Int, atMost limit: Int) -> Bool {
    nodes += 1
    guard depth > 0, nodes <= limit else { return false }
    switch self {
    case .object(let object):
      for member in object {
        guard member.value.fits(depth: depth - 1, nodes: &nodes, atMost: limit) else {
          return false
        }
      }
      return true
    case .array(let array):
      for element in array {
        guard element.fits(depth: depth - 1, nodes: &nodes, atMost: limit) else { return false }
      }
      return true
    default: return true
    }
  }
}
