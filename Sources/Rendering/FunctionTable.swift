import Cryptography
import JSONE
import YAML

/// The functions that templates may call, beside JSON-e's own.
package enum FunctionTable {
  package static let functions: [String: Function] = StandardFunctions.all(
    sha256: { SHA256.digest($0).hex },
    yaml: { try? YAMLWriter().text(of: $0) })
}
