import Values

/// A value cannot be written so that every reader reads it back.
package struct YAMLWriteError: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// U+007F to U+009F, U+FFFE and U+FFFF, which readers refuse or take for the end of a line.
    case controlCharacter(Unicode.Scalar)
    /// The key `<<`, which merges mappings even in quotes.
    case mergeKey
    /// NaN or an infinity.
    case nonFiniteNumber
    /// Deeper than `YAMLLimits.standard` lets a reader go.
    case tooDeep
  }

  package let reason: Reason
  /// Where in the value; of a key, where its value is.
  package internal(set) var pointer: JSONPointer
}

extension YAMLWriteError: CustomStringConvertible {
  /// A message for a diagnostic.
  package var description: String {
    switch reason {
    case .controlCharacter(let scalar):
      "the character U+\(CharacterCheck.hexadecimal(scalar.value)) cannot be written to YAML"
    case .mergeKey: "the key '<<' cannot be written to YAML, where it merges mappings"
    case .nonFiniteNumber: "a number that is infinite or no number cannot be written to YAML"
    case .tooDeep: "the value is nested too deep for YAML readers"
    }
  }
}

extension YAMLWriteError {
  init(_ reason: Reason) { self.init(reason: reason, pointer: JSONPointer()) }

  /// The error as the collection around the value sees it.
  func below(_ step: JSONPointer.Step) -> YAMLWriteError {
    YAMLWriteError(reason: reason, pointer: JSONPointer([step] + pointer.steps))
  }
}
