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
    var kustomization = builder
    kustomization.set("name", store.value.kustomization, \.text)
    kustomization.set(
      "namespace", store.value.namespace ?? fleet.spec.flux.source.namespace, \.text)
    facts.set("kustomization", kustomization)
    return facts
  }

  private func set(_ installer: Installer?, as key: String, in facts: inout FactBuilder) {
    facts.set(key, .null)
    guard let installer, let kustomization = installer.kustomization else { return }
    var reference = builder
    reference.set("name", kustomization, \.text)
    reference.set("namespace", installer.namespace ?? fleet.spec.flux.source.namespace, \.text)
    facts.set(key, reference)
  }

  func gatewayFacts(_ requirement: GatewayAPIRequirement) -> FactBuilder {
    var facts = builder
    facts.set("owner", requirement.owner, \.rawValue)
    facts.set("version", requirement.version, \.version.description)
    return facts
  }
}
