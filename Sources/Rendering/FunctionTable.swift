import Cryptography
import JSONE
import Values
import YAML

/// The functions that templates may call, beside JSON-e's own.
package enum FunctionTable {
  package static let functions: [String: Function] = Function.standard(
    sha256: { SHA256.digest($0).hex },
    base64: { Base64.encode(Array($0.utf8)) },
    yaml: yaml)

  /// A document as text, for what reads YAML in the cluster.
  @Sendable private static func yaml(_ value: JSONValue) throws(FunctionFailure) -> String {
    do throws(YAMLWriteError) {
      return String(decoding: try YAMLWriter.write(value), as: UTF8.self)
    } catch {
      throw .message(error.description)
    }
  }
}
