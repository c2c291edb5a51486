import Values

extension JSONValue {
  /// What Kubernetes' reader makes of an unquoted scalar: as YAML 1.1 has it, `no` and `on` are
  /// booleans too.
  package init(unquotedYAML text: String) {
    switch text {
    case "yes", "Yes", "YES", "on", "On", "ON": self = .bool(true)
    case "no", "No", "NO", "off", "Off", "OFF": self = .bool(false)
    default:
      let bytes = Array(text.utf8)
      self = bytes.withUnsafeBufferPointer(PlainScalar.resolve) ?? .string(text)
    }
  }
}
