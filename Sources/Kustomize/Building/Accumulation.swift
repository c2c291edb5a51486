import Diagnostics

/// What a build has so far: the objects of the folders that it went through, and what is to be said.
struct Accumulation: Sendable {
  var objects: [BuiltObject] = [] {
    didSet { known = nil }
  }
  var problems: [Diagnostic] = []
  var unknowns: [Unknown] = []
  var files: Set<String> = []
  var folders: Set<String> = []
  /// References that configuration files of the folders add.
  var references: [NameReference] = []
  /// The objects by what they are called now; nil until somebody asks after a change.
  private var known: [ObjectID: Int]?

  /// Whether an object that is not there is certainly not there.
  var isWhole: Bool { unknowns.isEmpty && !problems.contains { $0.severity == .error } }

  /// Takes over objects; kustomize refuses one that is there already.
  mutating func append(_ new: [BuiltObject], listedAt place: Place, atMost limit: Int) {
    var known =
      self.known
      ?? Dictionary(
        objects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var all = objects
    objects = []
    for object in new {
      guard all.count < limit else {
        unknowns.append(Unknown("the build has more than \(limit) objects", at: place))
        break
      }
      if let other = known[object.id] {
        let (first, second) = (all[other].originPlace, object.originPlace)
        problems.append(
          Diagnostic(
            .repeatedObject, "\(object.id) is in this build already", at: place,
            secondary: first == second
              ? [Label(first, "it is read from here, by two ways")]
              : [Label(first, "it is here"), Label(second, "and here")],
            help: [
              first == second
                ? "list it once: what is listed below another folder of this build comes with that"
                : "rename or remove one of them"
            ]))
        continue
      }
      known[object.id] = all.count
      all.append(object)
    }
    objects = all
    self.known = known
  }

  /// Takes over what another folder gives.
  mutating func merge(_ other: Accumulation, listedAt place: Place, atMost limit: Int) {
    // A folder may be reached by many ways, and ways multiply: what is known already is left out.
    problems.appendNew(other.problems)
    unknowns.appendNew(other.unknowns)
    references.appendNew(other.references)
    files.formUnion(other.files)
    folders.formUnion(other.folders)
    append(other.objects, listedAt: place, atMost: limit)
  }
}

extension Array where Element: Hashable {
  /// Appends the elements that are not there.
  fileprivate mutating func appendNew(_ others: [Element]) {
    if others.isEmpty { return }
    var known = Set(self)
    append(contentsOf: others.filter { known.insert($0).inserted })
  }
}

extension Code {
  package static let repeatedObject = Code(
    "repeated-object", .error, "an object is in a build twice")
}
