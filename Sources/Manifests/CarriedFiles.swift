import Values

/// Real files that a ConfigMap carries into the cluster: the scripts of an install Job.
package struct CarriedFiles: Sendable {
  package let configMap: String
  package let namespace: String
  /// Sorted by name.
  package let files: [(name: String, text: String)]
  /// The ConfigMap that kustomize's generator makes of the files; nil where it has no name.
  package let object: KubernetesObject?

  package init(configMap: String, namespace: String, files: [(name: String, text: String)]) {
    self.configMap = configMap
    self.namespace = namespace
    self.files = files
    object = KubernetesObject([
      "apiVersion": "v1",
      "kind": "ConfigMap",
      "metadata": [
        "name": .string(configMap),
        "namespace": .string(namespace),
        "annotations": .object(Self.annotations),
      ],
      "data": .object(JSONObject(files.map { ($0.name, .string($0.text)) })),
    ])
  }

  /// Flux would take `${…}` of a shell script for a variable of its own.
  package static let annotations: JSONObject = [
    "kustomize.toolkit.fluxcd.io/substitute": "disabled"
  ]
}
