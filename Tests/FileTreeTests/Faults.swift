import Foundation
import Sources
import Synchronization

@testable import FileTree

/// Makes changes to the disk fail, by their number.
final class Faults: Sendable {
  enum Kind: CaseIterable {
    /// One change fails, as on a full disk; what follows works.
    case failure
    /// Nothing more happens, as after a kill.
    case kill
  }

  private let kind: Kind
  private let number: Int
  private let counter = Mutex(0)

  init(_ kind: Kind, at number: Int) {
    self.kind = kind
    self.number = number
  }

  /// How many changes were asked for.
  var count: Int { counter.withLock { $0 } }
  var hasStruck: Bool { count > number }

  var disk: Disk {
    Disk(beforeChange: { () throws(SystemError) in
      let current = self.counter.withLock { counter in
        defer { counter += 1 }
        return counter
      }
      if self.kind == .kill ? current >= self.number : current == self.number {
        throw SystemError(code: ENOSPC)
      }
    })
  }
}
