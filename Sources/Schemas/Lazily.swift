import Synchronization

/// A value that is made when it is first asked for, by whichever thread asks first.
final class Lazily<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// Made outside the lock, since the making of one may ask for another.
  var value: Value {
    if let value = made.withLock({ $0 }) { return value }
    let value = make()
    return made.withLock { made in
      if let made { return made }
      made = value
      return value
    }
  }
}
