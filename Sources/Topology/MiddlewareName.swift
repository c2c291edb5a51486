import Diagnostics
import Fields

/// A middleware of Traefik, as an Ingress is told of it.
package enum MiddlewareName: TextField, Hashable {
  /// One of the description's, by its name.
  case declared(String)
  /// One of somebody else's, as Traefik names it: `shop-auth@kubernetescrd`.
  case foreign(String)

  package static var placeholder: MiddlewareName { .declared("") }
  package static var grammar: String {
    "the name of a middleware, or another's reference such as 'shop-auth@kubernetescrd'"
  }

  package static func parse(_ text: String) throws(FieldProblem) -> MiddlewareName {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
    guard parts.count > 1 else { return .declared(try ObjectName.parse(text).text) }
    guard parts.count == 2, parts.allSatisfy(DNSName.isSubdomain) else {
      throw FieldProblem(.invalidName, "'\(text)' is not \(grammar)")
    }
    return .foreign(text)
  }

  /// How an Ingress refers to a Middleware of a namespace: not by `/`, but in one word.
  package static func reference(namespace: String, name: String) -> String {
    "\(namespace)-\(name)@kubernetescrd"
  }

  package static let annotation = "traefik.ingress.kubernetes.io/router.middlewares"
}
