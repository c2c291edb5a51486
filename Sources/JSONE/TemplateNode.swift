import Values

/// A compiled part of a template, with the bytes of the template file that it comes from.
struct TemplateNode: Sendable {
  let form: Form
  let range: Range<Int>

  var isConstant: Bool { if case .constant = form { true } else { false } }

  indirect enum Form: Sendable {
    /// Holds nothing to evaluate: built once and shared by all renders.
    case constant(JSONValue)
    case text([Piece])
    case array([TemplateNode])
    /// Where no key is computed, keys cannot collide.
    case object([Field], hasComputedKeys: Bool)
    case evaluate(Expression)
    case json(TemplateNode)
    case flatten(TemplateNode, deep: Bool)
    case fromNow(TemplateNode, reference: TemplateNode?)
    case conditional(Expression, then: TemplateNode?, otherwise: TemplateNode?)
    case binding(TemplateNode, body: TemplateNode)
    case map(TemplateNode, Each)
    case reduce(TemplateNode, Each, initial: JSONValue, growth: Int)
    case find(TemplateNode, Bound)
    case match([Case])
    case select([Case], otherwise: TemplateNode?)
    case merge(TemplateNode, deep: Bool)
    case sort(TemplateNode, by: Bound?)
    case reverse(TemplateNode)
    /// Is wrong: an error only once it is rendered.
    case failure(TemplateError)
  }

  /// A part of a text with `${…}`.
  enum Piece: Sendable {
    case literal(String)
    /// The expression, and its words in the template.
    case expression(Expression, source: String)
  }

  struct Field: Sendable {
    let key: Key
    let keyRange: Range<Int>
    let value: TemplateNode
  }

  enum Key: Sendable {
    case literal(String)
    case text([Piece])
    indirect case failure(TemplateError)
  }

  /// What is rendered for each element, and the names that it is given: the element, then its index
  /// or key (`$map`); or the accumulator, the element and its index (`$reduce`).
  struct Each: Sendable {
    let key: String
    let symbols: [Symbol]
    let body: TemplateNode
  }

  /// An expression over an element: `each(x)` of `$find`, `by(x)` of `$sort`.
  struct Bound: Sendable {
    let symbols: [Symbol]
    let expression: Expression
  }

  struct Case: Sendable {
    let condition: Expression
    let value: TemplateNode
  }
}
