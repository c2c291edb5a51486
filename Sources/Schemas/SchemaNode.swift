import Values

/// What a schema says of one value.
struct SchemaNode: Sendable {
  enum Shape: UInt8, Sendable {
    case any, object, array, string, integer, number, boolean, intOrString
    /// `100m`, `1Gi`, or a number (k8s.io/apimachinery/pkg/api/resource).
    case quantity
    /// The metadata of an object, which the server judges by a schema of its own.
    case metadata
    /// What another schema says: of a type with a name.
    case reference
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let nullable = Flags(rawValue: 1)
    /// Fields that are not declared are kept.
    static let open = Flags(rawValue: 2)
    /// A whole object: `apiVersion`, `kind` and `metadata` need no declaration.
    static let embedded = Flags(rawValue: 4)
    static let hasDefault = Flags(rawValue: 8)
    /// This value, or one within it, has rules.
    static let hasRules = Flags(rawValue: 16)
    /// A value within this one has a default.
    static let givesDefaults = Flags(rawValue: 32)
  }

  var shape = Shape.any
  var flags: Flags = []
  /// Sorted by the bytes of their names.
  var properties: [Property] = []
  var required: [String] = []
  /// Of the elements of a list.
  var items: Int32 = none
  /// Of the members that are no properties.
  var additional: Int32 = none
  /// Into the graph's constraints.
  var constraints: Int32 = none
  /// Into the graph's references.
  var reference: Int32 = none

  static let none: Int32 = -1

  struct Property: Sendable {
    let name: String
    let node: Int32
  }

  /// Up to this many names are compared one by one.
  private static let searchedAtMost = 6

  func property(_ name: String) -> Int32? {
    if properties.count <= Self.searchedAtMost {
      for property in properties where property.name == name { return property.node }
      return nil
    }
    var low = 0
    var high = properties.count
    while low < high {
      let middle = (low + high) / 2
      if properties[middle].name == name { return properties[middle].node }
      if properties[middle].name.precedesInBytes(name) { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

/// What a schema says of a value beyond its type and its parts; most say nothing.
struct SchemaConstraints: Sendable {
  enum ListType: Sendable {
    case set
    case map(keys: [String])
  }

  var enumeration: [JSONValue] = []
  var format: TextFormat?
  var pattern: LazyPattern?
  var length = CountLimits()
  var count = CountLimits()
  var range = NumberLimits()
  var fitsInt32 = false
  var listType: ListType?
  var allOf: [Int32] = []
  var anyOf: [Int32] = []
  var oneOf: [Int32] = []
  var not = SchemaNode.none
  var defaultValue: JSONValue?
  var rules: [SchemaRuleText] = []

  var hasCombinations: Bool {
    !allOf.isEmpty || !anyOf.isEmpty || !oneOf.isEmpty || not != SchemaNode.none
  }
}

/// How many there may be.
struct CountLimits: Sendable, Equatable {
  var least = 0
  var most = Int.max

  var isLimit: Bool { least > 0 || most < Int.max }
}

struct NumberLimits: Sendable, Equatable {
  var least: Double?
  var most: Double?
  var excludesLeast = false
  var excludesMost = false
  var step: Double?
}
