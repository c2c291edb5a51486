import Diagnostics

/// Rewrites the names by which objects refer to others, once all of them have their last names
/// (api/filters/nameref).
struct ReferenceUpdate {
  private(set) var objects: [BuiltObject]
  private let references: [NameReference]
  /// The objects that had a name once, by that name.
  private var candidates: [String: [Int]] = [:]
  private(set) var problems: [Diagnostic] = []

  init(_ objects: [BuiltObject], _ references: [NameReference]) {
    self.objects = objects
    self.references = references
    for (index, object) in objects.enumerated() {
      for name in Set(object.formerIDs.map(\.name)) { candidates[name, default: []].append(index) }
    }
  }

  mutating func run() {
    // What kept its name in every folder is referred to by it.
    if candidates.isEmpty { return }
    for index in objects.indices { update(index) }
  }

  private mutating func update(_ index: Int) {
    let referrer = objects[index]
    var located = referrer.located
    for reference in references {
      for field in reference.fields where field.selects(referrer.originalID.kind) {
        located.changeFields(field.path[...], madeAt: nil) { value in
          let isRole = field.path.suffix(2) == ["roleRef", "name"]
          let role = isRole ? referrer.located["roleRef"] : nil
          update(&value, of: referrer, by: reference, role: role)
        }
      }
    }
    objects[index].located = located
    objects[index].identify()
  }

  private mutating func update(
    _ value: inout LocatedValue, of referrer: BuiltObject, by reference: NameReference,
    role: LocatedValue?
  ) {
    switch value.kind {
    case .scalar:
      guard let name = value.string,
        let target = target(
          name, namespace: nil, of: referrer, by: reference, role: role, at: value.place),
        objects[target].name != name
      else { return }
      value = .text(objects[target].name, at: objects[target].namePlace)
    case .object:
      guard let name = value["name"]?.string else { return }
      guard
        let target = target(
          name, namespace: value["namespace"]?.text, of: referrer, by: reference, role: role,
          at: value.place)
      else { return }
      let found = objects[target]
      if found.name == name, found.namespace.isEmpty { return }
      if found.name != name { value.set("name", .text(found.name, at: found.namePlace)) }
      guard !found.namespace.isEmpty, value["namespace"]?.text != found.namespace else { return }
      let place = found.located["metadata"]?["namespace"]?.place ?? found.namePlace
      value.set("namespace", .text(found.namespace, at: place))
    case .array:
      for (index, old) in value.elements.enumerated() {
        var element = old
        update(&element, of: referrer, by: reference, role: role)
        if element.value != old.value { value.changeElements { $0[index] = element } }
      }
    }
  }

  /// The one object that a name stands for; nil where there is none.
  private mutating func target(
    _ name: String, namespace: String?, of referrer: BuiltObject, by reference: NameReference,
    role: LocatedValue?, at place: Place
  ) -> Int? {
    guard let named = candidates[name] else { return nil }
    var found = named.filter { index in
      let object = objects[index]
      let ids = object.allIDs.dropLast()
      return ids.contains(where: { reference.targets($0) })
        && (role.map { Self.isRole($0, object) } ?? true)
        && mayRefer(referrer, to: object) && isIn(namespace, object)
    }
    if found.count > 1 {
      found = found.filter { referrer.sharesAffixes(with: objects[$0], emptyIsAny: true) }
      if found.count > 1 {
        found = found.filter { referrer.sharesAffixes(with: objects[$0], emptyIsAny: false) }
      }
    }
    guard let first = found.first else { return nil }
    if found.allSatisfy({ objects[$0].name == objects[first].name }) { return first }
    problems.append(
      Diagnostic(
        .ambiguousReference, "'\(name)' may stand for several objects of this build", at: place,
        secondary: found.prefix(2).map { Label(objects[$0].originPlace, "\(objects[$0].id)") },
        help: ["give them different names, so that references can follow their new ones"]))
    return nil
  }

  private static func isRole(_ role: LocatedValue, _ object: BuiltObject) -> Bool {
    guard let group = role["apiGroup"]?.text, let kind = role["kind"]?.text else { return true }
    return object.kind.kind == kind && (group.isEmpty || object.kind.group == group)
  }

  /// Objects of different namespaces do not refer to each other, but for accounts in bindings.
  private func mayRefer(_ referrer: BuiltObject, to object: BuiltObject) -> Bool {
    if referrer.kind.isClusterScoped || object.kind.isClusterScoped { return true }
    if referrer.id.namespace == object.id.namespace { return true }
    guard referrer.kind.kind == "RoleBinding", object.kind.kind == "ServiceAccount" else {
      return false
    }
    return referrer.located["subjects"]?.elements.contains {
      $0["kind"]?.text == "ServiceAccount" && $0["namespace"]?.text == object.namespace
    } ?? false
  }

  private func isIn(_ namespace: String?, _ object: BuiltObject) -> Bool {
    guard let namespace, !namespace.isEmpty else { return true }
    return object.originalID.namespace == namespace || object.id.namespace == namespace
  }
}

extension BuiltObject {
  /// Whether both went through the same folders, as far as their affixes tell.
  fileprivate func sharesAffixes(with other: BuiltObject, emptyIsAny: Bool) -> Bool {
    func share(_ a: [String], _ b: [String]) -> Bool {
      if a.isEmpty || b.isEmpty { return emptyIsAny || a.isEmpty == b.isEmpty }
      return zip(a.reversed(), b.reversed()).allSatisfy { $0 == $1 }
    }
    return share(prefixes, other.prefixes) && share(suffixes, other.suffixes)
  }
}

extension Code {
  package static let ambiguousReference = Code(
    "ambiguous-reference", .error, "a name may stand for several objects of a build")
}
