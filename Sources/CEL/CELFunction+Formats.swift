extension CELFunction {
  static let formats: [CELFunction] =
    [
      .global("format.named", 1) { (values) throws(CELFailure) in
        .optional(CELFormat(rawValue: try values[0].asString).map { .format($0) })
      },
      .method("validate", 1) { (values) throws(CELFailure) in
        guard case .format(let format) = values[0] else { throw .noOverload }
        let problem = format.problem(of: try values[1].asString)
        return .optional(problem.map { .list([.string($0)]) })
      },
    ]
    + CELFormat.allCases.map { format in
      .global("format.\(format.rawValue)", 0) { (_) throws(CELFailure) in .format(format) }
    }
}
