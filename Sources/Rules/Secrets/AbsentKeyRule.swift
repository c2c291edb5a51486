import Diagnostics
import Manifests
import Values

/// Keys of Secrets that pods read and nobody writes.
enum AbsentKeyRule: ClusterRule {
  static let codes: [Code] = [.absentSecretKey]

  static let explanation = """
    A pod that asks for a key which its Secret has not does not start: 'CreateContainerConfigError',
    or a mount that waits for ever. The Secret and the pod are in two files, and often the keys of one
    are those of another tool: cert-manager writes 'tls.crt', 'tls.key' and 'ca.crt', an ExternalSecret
    what its 'data' or its template says.

    Example: a Job that mounts 'token' of a Secret, whose ExternalSecret writes 'api-token'.

    Cure: one name; of an ExternalSecret 'secretKey', or a key of its template.
    """

  private struct Name: Hashable {
    let namespace: String
    let name: String
  }

  static func check(_ view: ClusterView) -> [Finding] {
    var producers: [Name: [SecretProducer]] = [:]
    for producer in view.objects.compactMap(SecretProducer.init) {
      let name = Name(namespace: producer.object.identity.namespace, name: producer.secret)
      producers[name, default: []].append(producer)
    }
    if producers.isEmpty { return [] }
    return view.pods.flatMap { pods -> [Finding] in
      let object = pods.object
      return uses(of: pods).compactMap { use in
        let name = Name(namespace: object.identity.namespace, name: use.secret)
        // Of two that write one Secret, one may add to the other.
        guard let found = producers[name], found.count == 1, let keys = found[0].keys,
          !keys.contains(use.key), !use.key.isUndecided
        else { return nil }
        return finding(use, object, found[0], keys)
      }
    }
  }

  private static func finding(
    _ use: Use, _ object: ClusterObject, _ producer: SecretProducer, _ keys: Set<String>
  ) -> Finding {
    let all = keys.sorted()
    let shown = all.prefix(6).map { "'\($0)'" }.joined(separator: ", ")
    return Finding(
      .absentSecretKey,
      "\(object.identity) reads '\(use.key)' of Secret '\(use.secret)', which has no such key",
      in: object, at: use.pointer,
      help: [
        closest(to: use.key, among: all).map { "the nearest key is '\($0)'" }
          ?? "\(producer.object.identity) writes \(shown)\(all.count > 6 ? " and others" : "")"
      ], other: producer.object, otherLabel: "brings the Secret")
  }

  private struct Use {
    let secret: String
    let key: String
    let pointer: JSONPointer
  }

  private static func uses(of pods: PodTemplate) -> [Use] {
    volumes(of: pods) + pods.containers.flatMap(environment)
  }

  private static func volumes(of pods: PodTemplate) -> [Use] {
    let root = pods.pointer.appending("spec").appending("volumes")
    return (pods.spec["volumes"]?.array ?? []).enumerated().flatMap { index, volume -> [Use] in
      guard let secret = volume["secret"], secret["optional"] != .bool(true),
        let name = secret["secretName"]?.string
      else { return [] }
      let items = root.appending(index).appending("secret").appending("items")
      return (secret["items"]?.array ?? []).enumerated().compactMap { place, item in
        item["key"]?.string.map {
          Use(secret: name, key: $0, pointer: items.appending(place).appending("key"))
        }
      }
    }
  }

  private static func environment(_ container: PodTemplate.Container) -> [Use] {
    (container.value["env"]?.array ?? []).enumerated().compactMap { index, variable in
      let reference = variable["valueFrom"]?["secretKeyRef"]
      guard let name = reference?["name"]?.string, let key = reference?["key"]?.string,
        reference?["optional"] != .bool(true)
      else { return nil }
      let pointer = ["valueFrom", "secretKeyRef", "key"].reduce(
        container.pointer.appending("env").appending(index)
      ) { $0.appending($1) }
      return Use(secret: name, key: key, pointer: pointer)
    }
  }
}

extension Code {
  static let absentSecretKey = Code(
    "absent-secret-key", .error, "pods read a key of a Secret that nobody writes")
}
