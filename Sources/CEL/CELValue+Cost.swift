import Values

/// What it costs to read a value, in steps.
extension CELValue {
  /// The longest text that a function makes: an object of the API server is no larger.
  static let longestText = 2_000_000

  /// Without what is within it; of texts a tenth of the length, as the API server reckons.
  var size: Int {
    switch self {
    case .string(let text): text.utf8.count / 10
    case .bytes(let bytes): bytes.count / 10
    case .list(let list): list.count
    case .map(let map): map.count
    default: 0
    }
  }

  /// With all that is within it, as far as `limit`.
  func weight(atMost limit: Int) -> Int {
    switch self {
    case .list(let list): list.weight(atMost: limit)
    case .map(let map): map.weight(atMost: limit)
    case .optional(let value?): value.weight(atMost: limit)
    default: size
    }
  }
}

extension CELList {
  func weight(atMost limit: Int) -> Int {
    var weight = count
    switch storage {
    case .values(let values):
      for value in values where weight <= limit { weight += value.weight(atMost: limit - weight) }
    case .json(let elements, _):
      for element in elements where weight <= limit {
        weight += element.weight(atMost: limit - weight)
      }
    }
    // Each element is looked for among the others where their order is nothing.
    return kind == .atomic ? weight : min(weight, limit) * max(1, min(count, limit))
  }
}

extension CELMap {
  func weight(atMost limit: Int) -> Int {
    var weight = count
    switch storage {
    case .entries(let entries):
      // Each key is looked for among the others.
      weight = min(count * count, limit)
      for entry in entries where weight <= limit {
        weight += entry.value.weight(atMost: limit - weight)
      }
    case .map(let object, _), .object(let object, _), .unknown(let object):
      for member in object where weight <= limit {
        weight += member.value.weight(atMost: limit - weight)
      }
    }
    return weight
  }
}

extension JSONValue {
  fileprivate func weight(atMost limit: Int) -> Int {
    switch self {
    case .string(let text): return text.utf8.count / 10
    case .array(let elements):
      var weight = elements.count
      for element in elements where weight <= limit {
        weight += element.weight(atMost: limit - weight)
      }
      return weight
    case .object(let object):
      var weight = object.count
      for member in object where weight <= limit {
        weight += member.value.weight(atMost: limit - weight)
      }
      return weight
    default: return 0
    }
  }
}
