/// Where a value comes from.
package enum Origin: Hashable, Sendable {
  /// Written in a file.
  case written(Place)
  /// Written nowhere: a default.
  case assumed
  /// Written, but wrong, which has been said: nothing may be concluded from the value.
  case failed
}

/// A value, and where it was written.
package struct Located<Value> {
  package let value: Value
  package let origin: Origin

  package init(_ value: Value, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }

  package init(_ value: Value, at place: Place) {
    self.init(value, .written(place))
  }

  /// nil where the value was assumed or failed to decode.
  package var place: Place? { if case .written(let place) = origin { place } else { nil } }

  /// Whether anything may be concluded from the value.
  package var isKnown: Bool { origin != .failed }

  package func map<New>(_ transform: (Value) -> New) -> Located<New> {
    Located<New>(transform(value), origin)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
