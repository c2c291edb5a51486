import CLibYAML

/// The events of libyaml over a span of bytes.
struct EventParser: ~Copyable {
  /// What stopped the parser, in its own words; offsets count Unicode scalars.
  struct Failure {
    var problem: String
    var offset: Int
    var context: String
    var contextOffset: Int
  }

  /// On the heap, because the parser keeps pointers into itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The event that was read last; it lives until the next is read.
  let event: UnsafeMutablePointer<yaml_event_t>

  /// The bytes must outlive the parser.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    guard yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("there is no memory for a YAML parser")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_event_delete(event)
    event.deallocate()
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Reads an event; false after a failure.
  mutating func next() -> Bool {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) == 1
  }

  var failure: Failure {
    let state = parser.pointee
    return Failure(
      problem: state.problem.map { String(cString: $0) } ?? "",
      offset: state.problem_mark.index,
      context: state.context.map { String(cString: $0) } ?? "",
      contextOffset: state.context_mark.index)
  }
}
