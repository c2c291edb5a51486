import Diagnostics
import Fields
import Topology
import Values
import YAML

extension NodePort: ScalarField {
  package static var placeholder: NodePort { NodePort(number: range.lowerBound) }
  package static var grammar: String {
    "a port from \(range.lowerBound) to \(range.upperBound)"
  }

  package static func read(_ node: YAMLNode) throws(FieldProblem) -> NodePort {
    guard node.kind == .scalar, case .integer(let number) = node.scalar else {
      let isQuoted = node.kind == .scalar && Int(node.text).map(range.contains) == true
      throw FieldProblem(
        .wrongType, "expected \(grammar), found \(node.kindWithArticle)",
        help: isQuoted ? ["write it without quotes: \(node.text)"] : [])
    }
    guard let port = Int(exactly: number), range.contains(port) else {
      throw FieldProblem(
        .invalidValue, "\(number) is not a port that nodes have for Services",
        label: "the API server gives out \(range.lowerBound) to \(range.upperBound)")
    }
    return NodePort(number: port)
  }
}
