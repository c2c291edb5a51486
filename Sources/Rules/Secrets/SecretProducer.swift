import Manifests
import Values

/// An object from which a Secret or a ConfigMap comes, and what is known of its keys.
struct SecretProducer {
  let object: ClusterObject
  /// The name of what it makes.
  let secret: String
  /// nil where more may be written than the object says.
  let keys: Set<String>?

  /// nil for what makes no Secret.
  init?(_ object: ClusterObject) {
    let identity = object.identity
    let spec = object.object.value["spec"]
    switch (identity.group, identity.kind) {
    case ("", "Secret"):
      let value = object.object.value
      let found = ["data", "stringData"].flatMap { value[$0]?.object?.keys ?? [] }
      // Filled in by a controller: a token, a copy, a kubeconfig.
      let isFilledIn =
        found.isEmpty
        || value["metadata"]?["annotations"]?.object?.contains {
          $0.key.utf8.holds("reflector") || $0.key.utf8.holds("replicat")
        } == true
      self.init(object, identity.name, isFilledIn ? nil : Set(found))
    case ("external-secrets.io", "ExternalSecret"):
      self.init(
        object, spec?["target"]?["name"]?.string ?? identity.name, Self.keys(ofExternal: spec))
    case ("bitnami.com", "SealedSecret"):
      let template = spec?["template"]
      let keys =
        (spec?["encryptedData"]?.object?.keys ?? []) + (template?["data"]?.object?.keys ?? [])
      self.init(
        object, template?["metadata"]?["name"]?.string ?? identity.name, Set(keys))
    case ("cert-manager.io", "Certificate"):
      guard let name = spec?["secretName"]?.string else { return nil }
      let isMore =
        spec?["additionalOutputFormats"] != nil || spec?["keystores"] != nil
      self.init(object, name, isMore ? nil : ["ca.crt", "tls.crt", "tls.key"])
    default: return nil
    }
  }

  private init(_ object: ClusterObject, _ secret: String, _ keys: Set<String>?) {
    self.object = object
    self.secret = secret
    self.keys = keys
  }

  /// `template.data` replaces what was read, unless they are to be merged.
  private static func keys(ofExternal spec: JSONValue?) -> Set<String>? {
    let target = spec?["target"]
    if target?["creationPolicy"]?.string == "Merge" { return nil }
    let template = target?["template"]
    if template?["templateFrom"] != nil { return nil }
    let written = template?["data"]?.object?.keys ?? []
    let isMerged = template?["mergePolicy"]?.string == "Merge"
    if !written.isEmpty, !isMerged { return Set(written) }
    guard spec?["dataFrom"]?.array?.isEmpty ?? true else { return nil }
    return Set((spec?["data"]?.array ?? []).compactMap { $0["secretKey"]?.string } + written)
  }
}
