import Diagnostics
import Manifests
import Values

/// Flux Kustomizations that Flux refuses, and components that have none.
enum FluxKustomizationRule: ClusterRule {
  static let codes: [Code] = [
    .unknownFluxField, .invalidFluxField, .missingFluxKustomization,
  ]

  static let explanation = """
    Every component is applied by a Flux Kustomization of its own; 'flux' in its component.yaml
    changes fields of it. Flux applies strictly: a field that it does not know, or a value of
    another type, stops everything in that folder. Durations are numbers with a unit each. A
    component without a Kustomization is never applied, and what an earlier one had applied is
    deleted.

    Example: 'flux: {tiemout: 10m}', 'flux: {timeout: 10 minutes}'.

    Cure: the name, or the form, that the custom resource definition of Flux has.
    """

  private enum Shape { case text, boolean, duration, list, mapping }

  /// The fields of `spec` in kustomize.toolkit.fluxcd.io/v1.
  private static let fields: [String: Shape] = [
    "buildMetadata": .list, "commonMetadata": .mapping, "components": .list,
    "decryption": .mapping, "deletionPolicy": .text, "dependsOn": .list, "force": .boolean,
    "healthCheckExprs": .list, "healthChecks": .list, "ignore": .list,
    "ignoreMissingComponents": .boolean, "images": .list, "interval": .duration,
    "kubeConfig": .mapping, "namePrefix": .text, "nameSuffix": .text, "patches": .list,
    "path": .text, "postBuild": .mapping, "prune": .boolean, "retryInterval": .duration,
    "serviceAccountName": .text, "sourceRef": .mapping, "suspend": .boolean,
    "targetNamespace": .text, "timeout": .duration, "wait": .boolean,
  ]

  static func check(_ view: ClusterView) -> [Finding] {
    let kustomizations = view.objects.filter { isKustomization($0.identity) }
    let applied = Set(kustomizations.map(\.applier))
    var seen: Set<Applier> = []
    let unapplied = view.objects.filter {
      $0.component != nil && !applied.contains($0.applier) && seen.insert($0.applier).inserted
    }
    return kustomizations.flatMap(judge) + unapplied.map(missing)
  }

  private static func isKustomization(_ identity: ObjectIdentity) -> Bool {
    identity.kind == "Kustomization" && identity.group == "kustomize.toolkit.fluxcd.io"
  }

  private static func missing(_ object: ClusterObject) -> Finding {
    Finding(
      .missingFluxKustomization,
      "component '\(object.component ?? "")' has no Flux Kustomization", in: object,
      at: JSONPointer([.key("kind")]), label: "Flux never applies this",
      help: ["let templates/shared/flux-kustomization.yaml give one"])
  }

  private static func judge(_ kustomization: ClusterObject) -> [Finding] {
    guard let spec = kustomization.object.value["spec"]?.object else { return [] }
    return spec.compactMap { member in
      let pointer = JSONPointer([.key("spec"), .key(member.key)])
      guard let shape = fields[member.key] else {
        return Finding(
          .unknownFluxField, "a Flux Kustomization has no field '\(member.key)'",
          in: kustomization, at: pointer,
          help: closest(to: member.key, among: fields.keys.sorted())
            .map { ["the nearest name is '\($0)'"] } ?? [])
      }
      return problem(with: member.value, shape).map {
        Finding(
          .invalidFluxField, "'\(member.key)' of a Flux Kustomization is not valid",
          in: kustomization, at: pointer, label: $0)
      }
    }
  }

  /// What is wrong with a value; nil where nothing is.
  private static func problem(with value: JSONValue, _ shape: Shape) -> String? {
    switch (shape, value) {
    case (.text, .string), (.boolean, .bool), (.list, .array), (.mapping, .object): nil
    case (.duration, .string(let text)):
      isDuration(text) ? nil : "expected a duration such as '10m' or '1h30m'"
    case (.duration, _): "expected a duration such as '10m' or '1h30m'"
    case (.text, _): "expected text"
    case (.boolean, _): "expected true or false"
    case (.list, _): "expected a list"
    case (.mapping, _): "expected a mapping"
    }
  }

  /// `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
  private static func isDuration(_ text: String) -> Bool {
    var rest = text.utf8[...]
    repeat {
      guard skipDigits(&rest) else { return false }
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        guard skipDigits(&rest) else { return false }
      }
      guard let unit = ["ms", "s", "m", "h"].first(where: { rest.starts(with: $0.utf8) }) else {
        return false
      }
      rest.removeFirst(unit.utf8.count)
    } while !rest.isEmpty
    return true
  }

  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Bool {
    let after = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    defer { rest = after }
    return after.count < rest.count
  }
}

extension Code {
  static let unknownFluxField = Code(
    "unknown-flux-field", .error, "a Flux Kustomization has a field that Flux does not know")
  static let invalidFluxField = Code(
    "invalid-flux-field", .error, "a field of a Flux Kustomization has a value that Flux refuses")
  static let missingFluxKustomization = Code(
    "missing-flux-kustomization", .error, "a component has no Flux Kustomization")
}
