/// The members of a JSON object, in order, each key once.
///
/// Equality does not look at the order: two objects are equal where their members are.
package struct JSONObject: Sendable {
  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member] = []
  /// Where each key is; built only for objects too large to be searched.
  private var index: [String: Int]?

  /// Up to this many members a search compares keys one by one, which is faster than hashing.
  private static let searchedAtMost = 16

  package init() {}

  /// A later member of the same key replaces the earlier one, in its place.
  package init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }
  package var keys: [String] { members.map(\.key) }

  /// Setting nil removes the member; setting a new key appends it.
  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (nil, let value?): append(key, value)
      case (let position?, nil):
        members.remove(at: position)
        index = nil
        if members.count > Self.searchedAtMost { indexMembers() }
      case (nil, nil): break
      }
    }
  }

  /// Removes a member where it is there. A `nil` that is assigned may be read as a null value.
  package mutating func remove(_ key: String) { self[key] = Optional<JSONValue>.none }

  /// Takes another object's members over: objects merge member by member, all else replaces.
  package mutating func merge(_ other: JSONObject) {
    for member in other {
      if case .object(let inner) = member.value, case .object(var mine)? = self[member.key] {
        mine.merge(inner)
        self[member.key] = .object(mine)
      } else {
        self[member.key] = member.value
      }
    }
  }

  package mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
    if index != nil {
      index![key] = members.count - 1
    } else if members.count > Self.searchedAtMost {
      indexMembers()
    }
  }

  private mutating func indexMembers() {
    index = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
  }

  private func position(of key: String) -> Int? {
    if let index { return index[key] }
    return members.firstIndex { $0.key == key }
  }
}

extension JSONObject: Hashable {
  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    if a.count != b.count { return false }
    // The same order is the rule, and quickly seen.
    if zip(a.members, b.members).allSatisfy({ $0.key == $1.key }) {
      return zip(a.members, b.members).allSatisfy { $0.value == $1.value }
    }
    return a.members.allSatisfy { b[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // Order does not count, so the members' hashes are summed.
    var sum = 0
    for member in members { sum &+= member.hashValue }
    hasher.combine(sum)
  }
}

extension JSONObject: Sequence {
  package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
