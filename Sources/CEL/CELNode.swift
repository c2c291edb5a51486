import Patterns

/// An expression whose names are resolved, ready to be evaluated.
indirect enum CELNode: Sendable {
  enum FieldUse: Sendable {
    /// Absent is an error.
    case value
    /// `has()`: whether it is there.
    case presence
    /// `.?`: an optional of it.
    case optional
  }

  /// An expression, of a list or a map; an optional one is left out where it is empty.
  struct Element: Sendable {
    let node: CELNode
    let isOptional: Bool
  }

  case constant(CELValue)
  /// By its place among those that are in scope: `self` is 0, `oldSelf` is 1.
  case variable(Int)
  case field(CELNode, String, FieldUse)
  case index(CELNode, CELNode, isOptional: Bool)
  case not(CELNode)
  case negated(CELNode)
  case all([CELNode])
  case any([CELNode])
  case conditional(CELNode, CELNode, CELNode)
  case equal(CELNode, CELNode, isNegated: Bool)
  case compare(CELSymbol, CELNode, CELNode)
  case arithmetic(CELSymbol, CELNode, CELNode)
  case membership(CELNode, CELNode)
  /// `matches` of a pattern that is written in the expression.
  case matches(CELNode, Pattern)
  case call(CELFunction, [CELNode])
  case list([Element])
  case map([(key: Element, value: CELNode)])
  case loop(CELLoop)
  /// `or` and `orValue` of an optional, which leave the second alone where there is a first.
  case fallback(CELNode, CELNode, unwraps: Bool)
  /// `optMap` and `optFlatMap`.
  case mapped(CELNode, variable: Int, CELNode, isFlat: Bool)
}

/// A macro that goes through a list or the keys of a map.
struct CELLoop: Sendable {
  enum Kind: Sendable {
    case all
    case exists
    case existsOne
    case filter
    case map
  }

  let kind: Kind
  let range: CELNode
  let variable: Int
  /// Where each element has two: the index or key, and the value.
  let second: Int?
  let condition: CELNode?
  /// Of `map`, what each element becomes.
  let result: CELNode?
}
