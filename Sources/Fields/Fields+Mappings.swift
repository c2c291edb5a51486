import Diagnostics
import Values
import YAML

/// A mapping whose name the user chose.
package struct Named<Value> {
  package let name: String
  /// Where the name is written, in the strongest layer.
  package let place: Place
  package let value: Value
}

extension Named: Sendable where Value: Sendable {}

extension Fields {
  /// A mapping that has to be there.
  package mutating func required<T: Described>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> T {
    declare(key, "a mapping", .required, purpose)
    describe(T.self, below: [key])
    let mapping = requiredNode(key, holds: "a mapping").flatMap { asMapping($0, of: "'\(key)'") }
    return mapping.map { decode($0, below: [key]) } ?? silent(T.self)
  }

  /// A mapping that may be left out.
  package mutating func optional<T: Described>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> T? {
    declare(key, "a mapping", .optional, purpose)
    describe(T.self, below: [key])
    return mappingNode(key).map { decode($0, below: [key]) }
  }

  /// A mapping of which parts may be missing: what others complete.
  package mutating func partial<T: Described>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> T? {
    declare(key, "a mapping", .optional, purpose)
    return mappingNode(key).map {
      Fields.decode(T.self, from: $0, path: path + [key], isWhole: false, report: report)
    }
  }

  /// Mappings by names that the user chooses; sorted by name.
  package mutating func named<Name: TextField, T: Described>(
    _ key: String, by name: Name.Type, _ type: T.Type, _ purpose: String
  ) -> [Named<T>] {
    declare(key, "mappings by \(Name.grammar)", .optional, purpose)
    describe(T.self, below: [key, "*"])
    let isList = "write each with a colon behind its name: 'name: {}'"
    guard let node = mappingNode(key, help: isList) else { return [] }
    return node.members.compactMap { name, member in
      switch member {
      case .absent, .removed: return nil
      case .empty(let written):
        reportEmpty(
          name, written, help: "write '{}' for one without settings, or 'null' to remove it")
        return nil
      case .present(let member):
        // A key that is no text is refused by the reader of YAML.
        guard let written = member.top.key, written.isTextKey else { return nil }
        let checked: Located<Name> = scalar(written)
        guard checked.isKnown, let mapping = asMapping(member, of: "'\(name)'") else { return nil }
        return Named(name: name, place: written.place, value: decode(mapping, below: [key, name]))
      }
    }
  }

  /// A list of mappings; lists are never merged, the strongest layer's counts.
  package mutating func list<T: Described>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> [T] {
    declare(key, "a list of mappings", .optional, purpose)
    describe(T.self, below: [key, "*"])
    guard let node = node(key) else { return [] }
    guard node.top.node.kind == .sequence else {
      isBroken = true
      reportWrongType(
        node.top.node, expected: "a list of mappings", of: "'\(key)'",
        help: node.top.node.kind == .mapping ? "put '- ' before the first field of each" : nil)
      return []
    }
    return node.top.node.elements.enumerated().compactMap { index, element in
      let layered = LayeredNode([LayerNode(node.top.layer, key: nil, node: element)])
      return asMapping(layered, of: "an element of '\(key)'")
        .map { decode($0, below: ["\(key)[\(index)]"]) }
    }
  }

  /// Exactly one of several branches; another branch in a stronger layer replaces the whole.
  ///
  /// - Parameter assumed: what the documentation says is assumed where it is not written; nil where
  ///   it has to be.
  package mutating func choice<T>(
    _ key: String, assumed: String? = nil, _ purpose: String, of branches: [Branch<T>]
  ) -> T? {
    let names = branches.map(\.name)
    let oneOf = { "one of \(names.map { "'\($0)'" }.joinedAsAlternatives())" }
    declare(key, "a mapping with \(oneOf())", assumed.map { .assumed($0) } ?? .required, purpose)
    if case .describe = mode {
      var inner = Fields(.describe, path: path + [key], isWhole: isWhole, report: report)
      for branch in branches {
        _ = branch.decode(&inner, names.filter { $0 != branch.name })
      }
      return nil
    }
    let written = assumed == nil ? requiredNode(key, holds: oneOf()) : self.node(key)
    let found = written.flatMap { asMapping($0, of: "'\(key)'", help: help(for: $0, branches)) }
    guard let node = found?.keepingTopBranch(of: names) else { return nil }
    return chosen(from: branches, in: node, key: key)
  }

  /// What to write where a branch is written as if it were a word.
  private func help<T>(for node: LayeredNode, _ branches: [Branch<T>]) -> String {
    let word = node.top.node.kind == .scalar ? node.top.node.text : ""
    guard let branch = branches.first(where: { $0.name == word }), branch.isMapping else {
      return "it holds one of \(branches.map { "'\($0.name)'" }.joinedAsAlternatives())"
    }
    return "write '{\(word): {}}', with what it needs between the inner brackets"
  }

  private mutating func chosen<T>(
    from branches: [Branch<T>], in node: LayeredNode, key: String
  ) -> T? {
    let names = branches.map(\.name)
    var inner = Fields(.decode(node), path: path + [key], isWhole: isWhole, report: report)
    inner.declareOnly(names)
    let written = branches.filter {
      if case .present = node.member($0.name) { true } else { false }
    }
    let isClean = inner.finish()
    for branch in branches {
      guard case .empty(let empty) = node.member(branch.name) else { continue }
      reportEmpty(
        branch.name, empty,
        help: branch.isMapping ? "write '{}' where nothing is to be set" : "give it a value")
      return nil
    }
    guard written.count == 1 else {
      if isClean || written.count > 1 {
        reportChoice(node, names: names, written: written.map(\.name), key: key)
      }
      return nil
    }
    return written[0].decode(&inner, [])
  }

  /// A value that is no field of ours but a template: somebody else reads it.
  package mutating func template(_ key: String, required: Bool, _ purpose: String) {
    declare(key, "a template", required ? .required : .optional, purpose)
    if required { _ = requiredNode(key, holds: "a template") }
  }

  mutating func mappingNode(_ key: String, help: String? = nil) -> LayeredNode? {
    guard let node = node(key) else { return nil }
    let mapping = asMapping(node, of: "'\(key)'", help: help)
    if mapping == nil { isBroken = true }
    return mapping
  }

  private func asMapping(
    _ node: LayeredNode, of field: String, help: String? = nil
  ) -> LayeredNode? {
    guard node.top.node.kind == .mapping else {
      let isTrue = node.top.node.kind == .scalar && node.top.node.scalar == true
      reportWrongType(
        node.top.node, expected: "a mapping", of: field,
        help: help ?? (isTrue ? "write '{}' for one without settings" : nil))
      return nil
    }
    return node
  }

  private func describe<T: Described>(_ type: T.Type, below names: [String]) {
    guard case .describe = mode else { return }
    var inner = Fields(.describe, path: path + names, isWhole: isWhole, report: report)
    _ = T(&inner)
  }

  private func decode<T: Described>(_ node: LayeredNode, below names: [String]) -> T {
    Fields.decode(T.self, from: node, path: path + names, isWhole: isWhole, report: report)
  }

  private func reportWrongType(
    _ node: YAMLNode, expected: String, of field: String, help: String?
  ) {
    report.add(
      Diagnostic(
        .wrongType, "expected \(expected) for \(field), found \(node.kindWithArticle)",
        at: node.place, help: help.map { [$0] } ?? []))
  }

  private func reportChoice(
    _ node: LayeredNode, names: [String], written: [String], key: String
  ) {
    let alternatives = names.map { "'\($0)'" }.joinedAsAlternatives()
    guard written.count > 1, let first = node.top.node.entry(written[0]),
      let second = node.top.node.entry(written[1])
    else {
      guard isWhole else { return }
      report.addMissing(
        Diagnostic(
          .missingField, "'\(dotted(key))' says none of \(alternatives)",
          at: node.top.key?.place ?? node.top.node.place, help: ["write one of them"]),
        path + [key])
      return
    }
    report.add(
      Diagnostic(
        .conflictingFields, "'\(written[0])' and '\(written[1])' exclude each other",
        at: second.key.place, label: "only one of \(alternatives) can hold",
        secondary: [Label(first.key.place, "the other one is here")]))
  }
}

/// One of the ways that a choice offers.
package struct Branch<T> {
  let name: String
  let isMapping: Bool
  let decode: (inout Fields, _ alternatives: [String]) -> T

  /// A branch that is one scalar.
  package static func scalar<S: ScalarField>(
    _ name: String, _ type: S.Type, _ purpose: String, _ make: @escaping (Located<S>) -> T
  ) -> Branch<T> {
    Branch(name: name, isMapping: false) { fields, alternatives in
      fields.declare(name, S.grammar, .optional, purpose, alternatives: alternatives)
      guard let node = fields.node(name) else { return make(Located(S.placeholder, .failed)) }
      return make(fields.scalar(node.top.node))
    }
  }

  /// A branch that is a mapping.
  package static func mapping<D: Described>(
    _ name: String, _ type: D.Type, _ purpose: String, _ make: @escaping (D) -> T
  ) -> Branch<T> {
    Branch(name: name, isMapping: true) { fields, alternatives in
      make(fields.optional(name, D.self, purpose) ?? fields.silent(D.self))
    }
  }
}

extension Code {
  package static let conflictingFields = Code(
    "conflicting-fields", .error, "two fields are written of which only one can hold")
}
