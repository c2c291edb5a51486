import Diagnostics
import Values
import YAML

/// One operation of a JSON patch, as kustomize applies it: more freely than RFC 6902, since it
/// replaces members that are not there and counts indices from the end where they are negative.
struct LocatedPatchOperation: Sendable {
  enum Name: String, Sendable, CaseIterable {
    case add, copy, move, remove, replace, test
  }

  let name: Name
  let path: [String]
  let from: [String]
  /// The path as it is written.
  let text: String
  let value: LocatedValue
  let place: Place

  /// Why an operation cannot be applied: a clause.
  struct Failure: Error {
    let reason: String
  }

  static func read(_ list: LocatedValue) throws(KustomizePatch.Refusal) -> [LocatedPatchOperation] {
    var operations: [LocatedPatchOperation] = []
    var problems: [Diagnostic] = []
    for entry in list.elements {
      switch read(entry: entry) {
      case .success(let operation): operations.append(operation)
      case .failure(let refusal): problems += refusal.problems
      }
    }
    if !problems.isEmpty { throw KustomizePatch.Refusal(problems: problems) }
    return operations
  }

  private static func read(
    entry: LocatedValue
  ) -> Result<LocatedPatchOperation, KustomizePatch.Refusal> {
    func refuse(_ message: String, at place: Place, help: [String] = [])
      -> Result<LocatedPatchOperation, KustomizePatch.Refusal>
    {
      .failure(
        KustomizePatch.Refusal(problems: [
          Diagnostic(.invalidKustomizePatch, message, at: place, help: help)
        ]))
    }
    guard entry.kind == .object else {
      return refuse("an operation of a JSON patch is a mapping", at: entry.place)
    }
    let text = entry["op"]?.text ?? ""
    guard let name = Name(rawValue: text) else {
      let near = closest(to: text, among: Name.allCases.map(\.rawValue))
      return refuse(
        text.isEmpty ? "the operation has no 'op'" : "there is no operation '\(text)'",
        at: entry["op"]?.place ?? entry.place,
        help: [
          near.map { "did you mean '\($0)'?" }
            ?? "one of 'add', 'remove', 'replace', 'move', 'copy' and 'test'"
        ])
    }
    guard let path = entry["path"], let tokens = tokens(path.text) else {
      return refuse(
        "the operation has no 'path' that begins with '/'", at: entry["path"]?.place ?? entry.place)
    }
    var from: [String] = []
    if name == .move || name == .copy {
      guard let source = entry["from"], let tokens = Self.tokens(source.text) else {
        return refuse("'\(text)' has no 'from' that begins with '/'", at: entry.place)
      }
      from = tokens
    }
    return .success(
      LocatedPatchOperation(
        name: name, path: tokens, from: from, text: path.text,
        value: entry["value"]?.withOldBooleans ?? .scalar(.null, entry.place), place: path.place))
  }

  /// The parts of a path; `~1` is `/` and `~0` is `~`. nil unless it begins with a slash.
  private static func tokens(_ text: String) -> [String]? {
    guard text.utf8.first == UInt8(ascii: "/") else { return text.isEmpty ? [] : nil }
    return text.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { part in
      var bytes: [UInt8] = []
      var isEscaped = false
      for byte in part {
        if isEscaped {
          isEscaped = false
          switch byte {
          case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
          case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
          default: bytes += [UInt8(ascii: "~"), byte]
          }
        } else if byte == UInt8(ascii: "~") {
          isEscaped = true
        } else {
          bytes.append(byte)
        }
      }
      if isEscaped { bytes.append(UInt8(ascii: "~")) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private var shownPath: String { "'\(text)'" }

  func apply(to object: inout LocatedValue) throws(Failure) {
    switch name {
    case .add: try put(value, at: path[...], in: &object, as: .add)
    case .replace: try put(value, at: path[...], in: &object, as: .replace)
    case .remove: try put(nil, at: path[...], in: &object, as: .remove)
    case .copy: try put(find(from, in: object), at: path[...], in: &object, as: .add)
    case .move:
      let moved = try find(from, in: object)
      try put(nil, at: from[...], in: &object, as: .remove)
      try put(moved, at: path[...], in: &object, as: .add)
    case .test:
      guard try find(path, in: object).value == value.value else {
        throw Failure(reason: "\(shownPath) is not what the test expects")
      }
    }
  }

  private func find(
    _ tokens: [String], in object: LocatedValue
  ) throws(Failure) -> LocatedValue {
    var found = object
    for token in tokens {
      switch found.kind {
      case .object:
        guard let member = found[token] else { throw missing(token, of: tokens) }
        found = member
      case .array:
        let elements = found.elements
        guard let index = Self.index(token, in: elements.count), elements.indices.contains(index)
        else { throw missing(token, of: tokens) }
        found = elements[index]
      case .scalar: throw missing(token, of: tokens)
      }
    }
    return found
  }

  private func put(
    _ new: LocatedValue?, at tokens: ArraySlice<String>, in value: inout LocatedValue,
    as action: Name
  ) throws(Failure) {
    guard let token = tokens.first else {
      guard let new else { throw Failure(reason: "the whole object cannot be removed") }
      value = new
      return
    }
    let isLast = tokens.count == 1
    var failure: Failure?
    let done: Void? =
      switch value.kind {
      case .object:
        value.changeMembers { members in
          let index = members.firstIndex { $0.key == token }
          do throws(Failure) {
            if !isLast {
              guard let index else { throw missing(token, of: path) }
              try put(new, at: tokens.dropFirst(), in: &members[index].value, as: action)
            } else if let new {
              if let index {
                members[index].value = new
              } else {
                members.append(LocatedValue.Member(token, new))
              }
            } else {
              guard let index else { throw missing(token, of: path) }
              members.remove(at: index)
            }
          } catch { failure = error }
        }
      case .array:
        value.changeElements { elements in
          do throws(Failure) {
            try put(new, at: tokens, in: &elements, as: action)
          } catch { failure = error }
        }
      case .scalar: nil
      }
    if let failure { throw failure }
    if done == nil { throw missing(token, of: path) }
  }

  private func put(
    _ new: LocatedValue?, at tokens: ArraySlice<String>, in elements: inout [LocatedValue],
    as action: Name
  ) throws(Failure) {
    guard let token = tokens.first else { return }
    if tokens.count == 1, action == .add, token == "-" {
      if let new { elements.append(new) }
      return
    }
    guard let index = Self.index(token, in: elements.count) else {
      throw Failure(reason: "'\(token)' in \(shownPath) is no index of a list")
    }
    if tokens.count == 1, action == .add, let new {
      guard (0...elements.count).contains(index) else { throw outside(token, elements.count) }
      elements.insert(new, at: index)
      return
    }
    guard elements.indices.contains(index) else { throw outside(token, elements.count) }
    if tokens.count > 1 {
      try put(new, at: tokens.dropFirst(), in: &elements[index], as: action)
    } else if let new {
      elements[index] = new
    } else {
      elements.remove(at: index)
    }
  }

  /// Negative ones count from the end.
  private static func index(_ token: String, in count: Int) -> Int? {
    guard token.utf8.count <= 9, let index = Int(token) else { return nil }
    return index < 0 ? count + index : index
  }

  private func outside(_ token: String, _ count: Int) -> Failure {
    Failure(reason: "'\(token)' in \(shownPath) is no place in a list of \(count)")
  }

  private func missing(_ token: String, of tokens: [String]) -> Failure {
    Failure(
      reason: tokens == path
        ? "there is no '\(token)' on the way to \(shownPath)" : "there is no '\(token)' in 'from'")
  }
}

extension LocatedValue {
  /// As YAML 1.1 reads it, by which kustomize reads the operations of a JSON patch: `yes` and `on` are
  /// booleans.
  fileprivate var withOldBooleans: LocatedValue {
    switch kind {
    case .scalar:
      guard case .written(let node) = self, case .string(let text) = node.scalar,
        node.ambiguity?.code == .ambiguousBoolean
      else { return self }
      switch text.lowercased() {
      case "y", "yes", "on": return .scalar(.bool(true), node.place)
      case "n", "no", "off": return .scalar(.bool(false), node.place)
      default: return self
      }
    case .array:
      return .array(elements.map(\.withOldBooleans), place)
    case .object:
      return .object(members.map { Member($0.key, $0.value.withOldBooleans) }, place)
    }
  }
}
