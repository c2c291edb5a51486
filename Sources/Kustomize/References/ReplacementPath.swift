import Diagnostics
import Patterns
import Values

/// The way to fields of an object as replacements write it: `spec.containers.[name=web].image`, with
/// `*` for every element, numbers for indices and `\.` for a dot within a name.
struct ReplacementPath: Sendable {
  enum Step: Sendable {
    case key(String)
    case index(Int)
    case every
    /// Elements of which a member matches; of plain values where the key is empty.
    case element(key: String, value: String)
  }

  let steps: [Step]

  init(_ text: String) {
    steps = Self.parts(of: text).map { part in
      if part == "*" { return .every }
      if part.hasPrefix("["), part.hasSuffix("]") {
        let inner = part.dropFirst().dropLast()
        guard let sign = inner.utf8.firstIndex(of: UInt8(ascii: "=")) else {
          return .key(part)
        }
        return .element(
          key: String(inner[..<sign]), value: String(inner[inner.utf8.index(after: sign)...]))
      }
      if part.utf8.count <= 9, let index = Int(part), index >= 0 { return .index(index) }
      return .key(part)
    }
  }

  /// Between dots that are neither escaped nor within brackets.
  private static func parts(of text: String) -> [String] {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    var depth = 0
    for byte in text.utf8 {
      if isEscaped {
        if byte != UInt8(ascii: ".") { parts[parts.count - 1].append(UInt8(ascii: "\\")) }
        parts[parts.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "."), depth == 0 {
        parts.append([])
      } else {
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]"), depth > 0 { depth -= 1 }
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The one field that the path leads to; nil where there is none.
  func find(in object: LocatedValue) -> LocatedValue? {
    var found = object
    for step in steps {
      let next: LocatedValue? =
        switch step {
        case .key(let key): found[key]
        case .index(let index):
          found.kind == .object
            ? found[String(index)]
            : found.elements.indices.contains(index) ? found.elements[index] : nil
        case .every: nil
        case .element(let key, let value):
          found.elements.first { (key.isEmpty ? $0 : $0[key])?.text == value }
        }
      guard let next else { return nil }
      found = next
    }
    return found
  }

  /// Changes every field that the path leads to, and says whether there was one.
  ///
  /// - Parameter place: where what is missing is made; nil where it is not to be.
  func change(
    in object: inout LocatedValue, madeAt place: Place?, _ body: (inout LocatedValue) -> Void
  ) -> Bool {
    Self.change(steps[...], &object, madeAt: place, body)
  }

  private static func change(
    _ steps: ArraySlice<Step>, _ value: inout LocatedValue, madeAt place: Place?,
    _ body: (inout LocatedValue) -> Void
  ) -> Bool {
    guard let step = steps.first else {
      body(&value)
      return true
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      return change(key, rest, &value, madeAt: place, body)
    case .index(let index):
      if value.kind == .object { return change(String(index), rest, &value, madeAt: place, body) }
      return value.changeElements { elements in
        guard elements.indices.contains(index) else { return false }
        return change(rest, &elements[index], madeAt: place, body)
      } ?? false
    case .every:
      return value.changeElements { elements in
        var isFound = false
        for index in elements.indices where change(rest, &elements[index], madeAt: place, body) {
          isFound = true
        }
        return isFound
      } ?? false
    case .element(let key, let text):
      return changeElement(key, text, rest, &value, madeAt: place, body)
    }
  }

  private static func change(
    _ key: String, _ rest: ArraySlice<Step>, _ value: inout LocatedValue, madeAt place: Place?,
    _ body: (inout LocatedValue) -> Void
  ) -> Bool {
    if value.kind == .object, value[key] == nil, let place {
      switch rest.first {
      case .element?, .every?, .index?: value.set(key, .array([], place))
      case .key?: value.set(key, .object([], place))
      case nil: value.set(key, .scalar(.null, place))
      }
    }
    return value.change(key) { change(rest, &$0, madeAt: place, body) } ?? false
  }

  private static func changeElement(
    _ key: String, _ text: String, _ rest: ArraySlice<Step>, _ value: inout LocatedValue,
    madeAt place: Place?, _ body: (inout LocatedValue) -> Void
  ) -> Bool {
    // Found anywhere in the text, as kustomize does it.
    guard let pattern = try? Pattern(text) else { return false }
    return value.changeElements { elements in
      var isFound = false
      for index in elements.indices {
        let own = key.isEmpty ? elements[index] : elements[index][key]
        guard let own, pattern.isFound(in: own.text) else { continue }
        if change(rest, &elements[index], madeAt: place, body) { isFound = true }
      }
      if isFound { return true }
      guard let place else { return false }
      elements.append(
        key.isEmpty
          ? .text(text, at: place)
          : .object([LocatedValue.Member(key, .text(text, at: place))], place))
      return change(rest, &elements[elements.count - 1], madeAt: place, body)
    } ?? false
  }
}
