import Diagnostics
import Fields
import Versions

/// A minor version of Kubernetes, such as `1.34`.
package struct KubernetesVersion: TextField, Hashable {
  package let version: Version

  package static var placeholder: KubernetesVersion { KubernetesVersion(version: Version(0, 0)) }
  package static var grammar: String { "a minor version in quotes such as \"1.34\"" }

  package static func parse(_ text: String) throws(FieldProblem) -> KubernetesVersion {
    guard let version = Version(text) else {
      throw FieldProblem(
        .unknownVersion, "'\(text)' is not a version of Kubernetes", label: "expected \(grammar)")
    }
    return KubernetesVersion(version: version)
  }
}

/// A minor version of Flux that Mooring knows, such as `2.9`.
package struct FluxVersion: TextField, Hashable {
  package let version: Version

  package static var placeholder: FluxVersion { FluxVersion(version: Version(0, 0)) }
  package static var grammar: String { "a minor version of Flux in quotes such as \"2.9\"" }

  package static func parse(_ text: String) throws(FieldProblem) -> FluxVersion {
    guard let version = Version(text), version.patch == nil,
      FluxRelease.release(of: version) != nil
    else {
      let known = FluxRelease.all.map { $0.minor.description }
      throw FieldProblem(
        .unknownVersion, "'\(text)' is not a version of Flux that Mooring knows",
        label: "known are \(known.joined(separator: ", "))",
        help: closest(to: text, among: known).map { ["the nearest is \"\($0)\""] } ?? [])
    }
    return FluxVersion(version: version)
  }
}

/// A release of the Gateway API, such as `1.2.1`.
package struct GatewayAPIVersion: TextField, Hashable {
  package let version: Version

  package static var placeholder: GatewayAPIVersion {
    GatewayAPIVersion(version: Version(0, 0, 0))
  }
  package static var grammar: String { "a release of the Gateway API such as \"1.2.1\"" }

  package static func parse(_ text: String) throws(FieldProblem) -> GatewayAPIVersion {
    let all = GatewayAPIRelease.all
    guard let version = Version(text), version.patch != nil else {
      throw FieldProblem(
        .unknownVersion, "'\(text)' is not a release of the Gateway API",
        label: "expected three numbers, as in \"1.2.1\"")
    }
    if let newest = all.last, version < newest, !all.contains(version) {
      let known = all.map(\.description)
      throw FieldProblem(
        .unknownVersion, "'\(text)' is not a release of the Gateway API",
        label: "there is no tag v\(text)",
        help: closest(to: text, among: known).map { ["the nearest is \"\($0)\""] } ?? [])
    }
    return GatewayAPIVersion(version: version)
  }
}

extension LinkerdVersion: TextField {
  package static var placeholder: LinkerdVersion { .minor(Version(0, 0)) }
  package static var grammar: String {
    "a version of Linkerd such as \"2.19\", or an edge tag such as edge-25.10.7"
  }

  package static func parse(_ text: String) throws(FieldProblem) -> LinkerdVersion {
    if let tag = EdgeTag(text) {
      if LinkerdRelease.release(of: tag) != nil { return .tag(tag) }
      throw unknown(text, label: "older than every version that Mooring can install")
    }
    if let version = Version(text), version.patch == nil {
      if LinkerdRelease.release(of: version) != nil { return .minor(version) }
      throw unknown(text, label: "not a version that Mooring can install")
    }
    if text.utf8.starts(with: "stable-".utf8) {
      // Vendors alone have built stable artifacts since 2.15; guides name tags that never existed.
      let minor = Version(String(text.dropFirst(7))).map { Version($0.major, $0.minor) }
      let meant = minor.flatMap { LinkerdRelease.release(of: $0) }
      var problem = unknown(text, label: "stable releases since 2.15 have no open artifacts")
      if let meant { problem.help = ["the open release of \(meant.minor) is \(meant.tag)"] }
      throw problem
    }
    throw unknown(text, label: "expected \(grammar)")
  }

  private static func unknown(_ text: String, label: String) -> FieldProblem {
    let known = LinkerdRelease.all.map { "\"\($0.minor)\"" }
    return FieldProblem(
      .unknownVersion, "'\(text)' is not a version of Linkerd that Mooring can install",
      label: label, help: ["it can install \(known.joined(separator: ", "))"])
  }
}

extension Code {
  package static let unknownVersion = Code(
    "unknown-version", .error, "a version does not exist, or Mooring does not know it")
}
