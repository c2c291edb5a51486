import Diagnostics
import Fields

extension CatalogueLoader {
  /// Each component after all that it depends on; else by name. Reports what is not there and cycles.
  ///
  /// - Parameter known: the names of all folders: of one that is broken that alone is said.
  mutating func order(_ components: [Component], known: Set<String>) -> [Component] {
    let names = Set(components.map(\.name))
    for component in components {
      for dependency in component.settings.dependsOn
      where dependency.isKnown && !known.contains(dependency.value.text) {
        var diagnostic = Diagnostic(
          .unknownComponent, "no component is named '\(dependency.value.text)'",
          at: dependency.place ?? .file(component.name))
        if let near = closest(to: dependency.value.text, among: known.sorted()) {
          diagnostic.help = ["the nearest name is '\(near)'"]
        }
        diagnostics.add(diagnostic)
      }
    }
    var ordered: [Component] = []
    var placed: Set<String> = []
    var rest = components
    while !rest.isEmpty {
      let isReady: (Component) -> Bool = { component in
        component.settings.dependsOn.allSatisfy {
          placed.contains($0.value.text) || !names.contains($0.value.text)
        }
      }
      guard let next = rest.firstIndex(where: isReady) else {
        reportCycle(rest)
        return []
      }
      placed.insert(rest[next].name)
      ordered.append(rest.remove(at: next))
    }
    return ordered
  }

  /// Every component of `rest` waits for another of them; follows one until it comes round.
  private mutating func reportCycle(_ rest: [Component]) {
    let byName = Dictionary(uniqueKeysWithValues: rest.map { ($0.name, $0) })
    var way: [String] = []
    var name = rest[0].name
    while !way.contains(name) {
      way.append(name)
      let next = byName[name]?.settings.dependsOn.first { byName[$0.value.text] != nil }
      guard let next else { return }
      name = next.value.text
    }
    let cycle = way[(way.firstIndex(of: name) ?? 0)...] + [name]
    let last = byName[cycle[cycle.count - 2]]
    let place = last?.settings.dependsOn.first { $0.value.text == name }?.place
    diagnostics.add(
      Diagnostic(
        .componentCycle,
        cycle.count == 2
          ? "component '\(name)' waits for itself"
          : "components wait for each other: \(cycle.joined(separator: " -> "))",
        at: place ?? .file(name), help: ["remove one of the dependencies"]))
  }
}

extension Code {
  package static let unknownComponent = Code(
    "unknown-component", .error, "a component depends on one that is not there")
  package static let componentCycle = Code(
    "component-cycle", .error, "components depend on each other in a circle")
}
