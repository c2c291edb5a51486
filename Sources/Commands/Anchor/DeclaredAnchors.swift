import Compiler
import Cryptography
import Description
import Diagnostics
import Git
import Loading
import Sources
import Topology

/// The trust anchors that a description names, beside those of the last commit.
struct DeclaredAnchors {
  let compilation: Compilation
  let fleet: Fleet
  /// What every cluster trusts, each certificate once.
  let anchors: [TrustAnchor]

  /// nil where the description cannot be read; then what is wrong with it is shown.
  init?(
    _ repository: Repository, now: Int64, _ terminal: Terminal
  ) throws(CommandError) {
    let tree = try repository.workingTree()
    compilation = try compiling { () throws(CompilerError) in
      try Compiler(tree, now: now).compile()
    }
    let loaded = compilation.loaded
    guard let fleet = loaded.fleet, !loaded.diagnostics.hasErrors else {
      terminal.report(loaded.diagnostics, as: .text, source: compilation.source)
      return nil
    }
    self.fleet = fleet
    anchors = fleet.anchors.uniqued
  }

  /// What the last commit declares, or why that is not known.
  static func committed(in repository: Repository) -> Result<[TrustAnchor], CommandError> {
    Result { () throws(CommandError) in
      let head = try repository.snapshot(.revision("HEAD"))
      do throws(SourceError) {
        return try FleetLoader.load(head).fleet?.anchors.uniqued ?? []
      } catch {
        throw CommandError("\(error.path): \(error.reason)")
      }
    }
  }

  /// The line of a file on which a certificate begins.
  func position(of anchor: TrustAnchor) -> String {
    let path = anchor.place.path
    guard let bytes = (try? compilation.snapshot.bytes(of: path)) ?? nil else { return path }
    let line = bytes[..<min(anchor.place.range.lowerBound, bytes.count)]
      .count { $0 == UInt8(ascii: "\n") }
    return "\(path):\(line + 1)"
  }
}

extension [TrustAnchor] {
  var uniqued: [TrustAnchor] {
    var seen: Set<Certificate> = []
    return filter { seen.insert($0.certificate).inserted }
  }

  /// The one that was made last; of several the one that is named last.
  var newest: TrustAnchor? {
    enumerated().max {
      ($0.element.certificate.notBefore, $0.offset) < ($1.element.certificate.notBefore, $1.offset)
    }?.element
  }

  var certificates: Set<Certificate> { Set(map(\.certificate)) }
}
