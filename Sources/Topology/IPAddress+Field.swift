import Fields

extension IPAddress: TextField {
  package static var placeholder: IPAddress { IPAddress(.v4, 0) }
  package static var grammar: String { "an IP address such as '10.0.0.1'" }

  package static func parse(_ text: String) throws(FieldProblem) -> IPAddress {
    guard let address = IPAddress(text) else {
      throw FieldProblem(
        .invalidValue, "'\(text)' is not an IP address", label: "expected \(grammar)")
    }
    return address
  }
}
