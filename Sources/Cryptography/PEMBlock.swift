/// A block of a PEM file (RFC 7468): a label, and the bytes between its two boundaries.
///
/// Of a private key nothing but the label and the place is held: what was never copied can neither
/// be printed nor left behind in memory.
package struct PEMBlock: Hashable, Sendable {
  /// `CERTIFICATE` of `-----BEGIN CERTIFICATE-----`.
  package let label: String
  /// The bytes of the file from the first boundary to the end of the second.
  package let range: Range<Int>
  /// The bytes of the file that the first boundary takes. They hold nothing that is secret.
  package let header: Range<Int>
  /// What the block holds, decoded; empty for a private key.
  package let der: [UInt8]

  package var isPrivateKey: Bool { PEM.isPrivateKey(label: label) }
}

/// What keeps a block of a PEM file from being read.
package struct PEMProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case missingEnd(label: String)
    case missingBegin(label: String)
    case differentLabels(begin: String, end: String)
    /// A boundary with something before or after it on its line, or with too few dashes.
    case spoiltBoundary(String)
    case headerLine
    case empty
    case notBase64
    case cutOffBase64
    case tooLarge
    case tooManyBlocks
    case tooManyProblems
  }

  package let kind: Kind
  /// The bytes of the file that are to blame. They lie in no private key.
  package let range: Range<Int>
}

extension PEMProblem {
  /// What is wrong, in the words of a diagnostic.
  package var message: String {
    switch kind {
    case .missingEnd(let label): "'\(PEM.begin(label))' is never ended"
    case .missingBegin(let label): "'\(PEM.end(label))' ends a block that was not begun"
    case .differentLabels(let begin, let end):
      "a block that begins as '\(begin)' ends as '\(end)'"
    case .spoiltBoundary(let boundary):
      "this line is not '\(boundary)' alone, so that the block is not found"
    case .headerLine: "a block with a header line is skipped by what reads certificates"
    case .empty: "there is nothing between the boundaries of this block"
    case .notBase64: "this does not belong in Base64"
    case .cutOffBase64: "the Base64 of this block is cut off"
    case .tooLarge: "this block is larger than \(PEM.largestBlock >> 20) MiB"
    case .tooManyBlocks: "the file has more than \(PEM.mostBlocks) blocks"
    case .tooManyProblems: "the file has more than \(PEM.mostProblems) problems"
    }
  }

  /// What to do about it, in the words of a diagnostic.
  package var help: String {
    switch kind {
    case .missingEnd(let label): "copy the block whole, up to '\(PEM.end(label))'"
    case .missingBegin(let label): "copy the block whole, from '\(PEM.begin(label))'"
    case .differentLabels: "give both boundaries the label of what the block holds"
    case .spoiltBoundary(let boundary):
      "write '\(boundary)' on a line of its own, with nothing before or after it"
    case .headerLine: "remove the lines with a colon and the blank line after them"
    case .empty, .notBase64, .cutOffBase64: "copy the block again from where it was made"
    case .tooLarge, .tooManyBlocks, .tooManyProblems: "check that this is the file you mean"
    }
  }
}
