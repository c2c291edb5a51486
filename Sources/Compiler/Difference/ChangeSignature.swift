import Difference
import Manifests
import Values

/// What two clusters have in common where the same happens to them: all of a change but the
/// cluster's own name, and digests, which follow from other values.
struct ChangeSignature: Hashable {
  private struct Field: Hashable {
    let path: String
    let before: JSONValue?
    let after: JSONValue?
    let isImmutable: Bool
  }

  private let identity: ObjectIdentity
  private let change: ObjectDifference.Change
  private let effects: [ObjectDifference.Effect]
  private let fields: [Field]

  init(_ difference: ObjectDifference, on cluster: String) {
    identity = difference.identity
    change = difference.change
    effects = difference.effects
    let name = Array(cluster.utf8)
    fields = difference.fields.map { field in
      Field(
        path: field.path, before: field.before?.withoutName(name),
        after: field.after?.withoutName(name), isImmutable: field.isImmutable)
    }
  }
}

extension JSONValue {
  fileprivate func withoutName(_ name: [UInt8]) -> JSONValue {
    switch self {
    case .string(let text): .string(text.withoutName(name))
    case .array(let elements): .array(elements.map { $0.withoutName(name) })
    case .object(let object):
      .object(JSONObject(object.map { ($0.key, $0.value.withoutName(name)) }))
    default: self
    }
  }
}

extension String {
  /// With a NUL for each word that is the name; a digest is a NUL as a whole.
  func withoutName(_ name: [UInt8]) -> String {
    var copy = self
    return copy.withUTF8 { bytes in
      if bytes.isSHA256 { return "\0" }
      var replaced: [UInt8] = []
      var copied = 0
      var position = 0
      while let start = bytes.firstPosition(of: name, from: position) {
        let end = start + name.count
        position = end
        let isWord =
          (start == 0 || !bytes[start - 1].isOfName) && (end == bytes.count || !bytes[end].isOfName)
        if !isWord { continue }
        replaced += bytes[copied..<start]
        replaced.append(0)
        copied = end
      }
      if copied == 0 { return self }
      return String(decoding: replaced + bytes[copied...], as: UTF8.self)
    }
  }
}

extension UInt8 {
  /// Whether a name goes on with it: of the marks within names the hyphen and the dot end a word.
  fileprivate var isOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var isSHA256: Bool {
    count == 64
      && allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  fileprivate func firstPosition(of word: [UInt8], from start: Int) -> Int? {
    guard let first = word.first else { return nil }
    var position = start
    while position + word.count <= count {
      if self[position] == first,
        (1..<word.count).allSatisfy({ self[position + $0] == word[$0] })
      {
        return position
      }
      position += 1
    }
    return nil
  }
}
