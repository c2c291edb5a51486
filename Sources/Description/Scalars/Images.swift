import Diagnostics
import Fields

/// A container image by name and tag, by digest, or by all three.
package struct ImageReference: TextField, Hashable {
  package let text: String

  package static var placeholder: ImageReference { ImageReference(text: "") }
  package static var grammar: String {
    "an image with a tag or a digest, such as 'alpine/k8s:1.34.1'"
  }

  /// The grammar of distribution/reference, with a tag or a digest required: an image without either
  /// means another program tomorrow.
  package static func parse(_ text: String) throws(FieldProblem) -> ImageReference {
    var rest = text[...]
    var digest: Substring?
    if let at = rest.firstIndex(of: "@") {
      digest = rest[rest.index(after: at)...]
      rest = rest[..<at]
    }
    var tag: Substring?
    let lastPart = rest.lastIndex(of: "/") ?? rest.startIndex
    if let colon = rest[lastPart...].lastIndex(of: ":") {
      tag = rest[rest.index(after: colon)...]
      rest = rest[..<colon]
    }
    guard !rest.isEmpty, rest.utf8.allSatisfy(isNameByte), rest.first != "/", rest.last != "/"
    else {
      throw FieldProblem(
        .invalidImage, "'\(text)' is not the name of an image", label: "expected \(grammar)")
    }
    if let digest {
      guard digest.utf8.starts(with: "sha256:".utf8), isHex(digest.utf8.dropFirst(7), count: 64)
      else {
        throw FieldProblem(
          .invalidImage, "the image's digest is invalid",
          label: "a digest is 'sha256:' and 64 hexadecimal digits in lower case")
      }
    }
    if let tag {
      guard (1...128).contains(tag.utf8.count), tag.utf8.allSatisfy(isTagByte) else {
        throw FieldProblem(.invalidImage, "'\(tag)' is not a valid tag of an image")
      }
    }
    guard digest != nil || (tag != nil && tag != "latest") else {
      throw FieldProblem(
        .invalidImage, "'\(text)' does not say which version",
        label: tag == nil ? "has no tag and no digest" : "'latest' moves",
        help: ["name a tag, or better a digest: 'name:tag@sha256:…'"])
    }
    return ImageReference(text: text)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  private static func isTagByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: ":")
  }
}

/// A SHA-256 in hexadecimal.
package struct SHA256Text: TextField, Hashable {
  package let text: String

  package static var placeholder: SHA256Text { SHA256Text(text: "") }
  package static var grammar: String { "a SHA-256: 64 hexadecimal digits in lower case" }

  package static func parse(_ text: String) throws(FieldProblem) -> SHA256Text {
    guard isHex(text.utf8, count: 64) else {
      throw FieldProblem(
        .invalidDigest, "'\(text)' is not a SHA-256", label: "expected 64 hexadecimal digits",
        help: ["'sha256sum FILE' prints it"])
    }
    return SHA256Text(text: text)
  }
}

private func isHex(_ text: some Collection<UInt8>, count: Int) -> Bool {
  text.count == count
    && text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
      default: false
      }
    }
}

extension Code {
  package static let invalidImage = Code(
    "invalid-image", .error, "an image is not named so that it stays the same")
  package static let invalidDigest = Code("invalid-digest", .error, "a digest is not a SHA-256")
}
