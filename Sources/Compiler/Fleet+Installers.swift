import Description
import Diagnostics
import Fields
import Manifests
import Rules
import Topology

extension Fleet {
  /// Who brings what clusters need, as the rules of order see it.
  var installers: [Requirement: ClusterView.Installer] {
    guard let requires = spec.requires else { return [:] }
    var installers: [Requirement: ClusterView.Installer] = [:]
    for (requirement, installer) in requires.installers {
      installers[requirement] =
        installer.kustomization.map {
          .kustomization(reference($0, in: installer.namespace))
        } ?? .outsideFlux
    }
    for store in requires.secretStores {
      installers[.secretStore(store.name)] = .kustomization(
        reference(store.value.kustomization, in: store.value.namespace))
    }
    return installers
  }

  private func reference(
    _ name: Located<ObjectName>, in namespace: Located<LabelName>?
  ) -> KustomizationReference {
    KustomizationReference(
      namespace: (namespace ?? spec.flux.source.namespace).value.text, name: name.value.text)
  }
}
