import Diagnostics
import Fields

extension Endpoint: TextField {
  package static var placeholder: Endpoint { Endpoint(host: "", port: 443) }
  package static var grammar: String {
    "the URL of an API server such as 'https://10.0.0.1:6443'"
  }

  package static func parse(_ text: String) throws(FieldProblem) -> Endpoint {
    switch parse(text) as Result<Endpoint, ParseError> {
    case .success(let endpoint): return endpoint
    case .failure(let error):
      let label =
        switch error {
        case .notHTTPS: "API servers speak https only: start with 'https://'"
        case .invalidHost: "the host is neither a DNS name nor an IP address"
        case .invalidPort: "a port is a number from 1 to 65535"
        case .notOnlyHostAndPort: "only a host and a port can be given"
        }
      throw FieldProblem(
        .invalidURL, "'\(text)' is not the URL of an API server", label: label)
    }
  }
}

extension Code {
  package static let invalidURL = Code("invalid-url", .error, "an address is not a URL of its kind")
}
