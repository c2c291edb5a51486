/// Shows each finding on one line, for lists and for tools that read `path:line:column: message`.
package struct ConciseRenderer: Sendable {
  private let isColoured: Bool

  package init(isColoured: Bool = false) { self.isColoured = isColoured }

  package func render(
    _ diagnostics: [Diagnostic], source: @escaping (String) -> [UInt8]?
  ) -> String {
    var texts = SourceTexts(source)
    var output = StyledText(isColoured: isColoured)
    for diagnostic in diagnostics {
      output.append(headerOf: diagnostic, at: texts.position(of: diagnostic.primary.place))
    }
    return output.text
  }
}

extension StyledText {
  /// `path:line:column: error: message [code]`, with as much of the place as is known.
  ///
  /// - Parameter folder: what precedes the path.
  mutating func append(
    headerOf diagnostic: Diagnostic, in folder: String = "", at position: Position?
  ) {
    let path = diagnostic.primary.place.path
    if !path.isEmpty {
      append(quoting: folder + path, .emphasis)
      if let position { append(":\(position.line):\(position.column)", .emphasis) }
      append(": ", .emphasis)
    }
    append(diagnostic.severity.name + ":", Style(diagnostic.severity))
    append(" ")
    append(quoting: diagnostic.message, .emphasis)
    append(" [")
    append(diagnostic.code.name)
    append("]")
    endLine()
  }
}
