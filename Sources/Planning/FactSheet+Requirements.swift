import Description
import Diagnostics
import Fields
import Topology
import Values
import Versions

/// Who brings what the mesh needs.
extension FactSheet {
  /// By what is required: the Flux Kustomization to wait for, as `dependsOn` takes it; null where
  /// nobody brings it, or somebody outside Flux.
  var requirementFacts: FactBuilder {
    let requires = fleet.spec.requires
    var facts = builder
    set(requires?.certManager, as: "certManager", in: &facts)
    set(requires?.trustManager, as: "trustManager", in: &facts)
    set(requires?.prometheusOperator, as: "prometheusOperator", in: &facts)
    set(requires?.traefik, as: "traefik", in: &facts)
    set(requires?.externalSecrets, as: "externalSecrets", in: &facts)
    set(requires?.sealedSecrets, as: "sealedSecrets", in: &facts)
    return facts
  }

  /// A store of secrets, by its name: kind, name and the Flux Kustomization to wait for.
  func storeFacts(_ name: Located<ObjectName>) -> FactBuilder {
    var facts = builder
    facts.set("name", name, \.text)
    guard
      let store = fleet.spec.requires?.secretStores.first(where: { $0.name == name.value.text })
    else { return facts }
    facts.set("kind", store.value.kind, \.rawValue)
    facts.set(
      "kustomization", reference(to: store.value.kustomization, in: store.value.namespace))
    return facts
  }

  /// The Flux Kustomization that brings a store; nil where no such store is named.
  func storeReference(_ name: Located<ObjectName>) -> FactBuilder? {
    fleet.spec.requires?.secretStores.first { $0.name == name.value.text }
      .map { reference(to: $0.value.kustomization, in: $0.value.namespace) }
  }

  /// The Flux Kustomizations that must be ready before a Secret can come from its source.
  func references(for source: SecretSource) -> [FactBuilder] {
    let requires = fleet.spec.requires
    switch source {
    case .externalSecret(let external):
      return [reference(to: requires?.externalSecrets), storeReference(external.store)]
        .compactMap(\.self)
    case .sops: return []
    case .sealedSecret: return [reference(to: requires?.sealedSecrets)].compactMap(\.self)
    }
  }

  private func set(_ installer: Installer?, as key: String, in facts: inout FactBuilder) {
    facts.set(key, .null)
    if let reference = reference(to: installer) { facts.set(key, reference) }
  }

  /// As `dependsOn` takes it; nil where there is nothing to wait for.
  func reference(to installer: Installer?) -> FactBuilder? {
    guard let installer, let kustomization = installer.kustomization else { return nil }
    return reference(to: kustomization, in: installer.namespace)
  }

  private func reference(
    to kustomization: Located<ObjectName>, in namespace: Located<LabelName>?
  ) -> FactBuilder {
    var reference = builder
    reference.set("name", kustomization, \.text)
    reference.set("namespace", namespace ?? fleet.spec.flux.source.namespace, \.text)
    return reference
  }

  func gatewayFacts(_ requirement: GatewayAPIRequirement) -> FactBuilder {
    var facts = builder
    facts.set("owner", requirement.owner, \.rawValue)
    facts.set("version", requirement.version, \.version.description)
    return facts
  }
}
