import Diagnostics
import Manifests
import Values
import Versions

extension IdentityIssuerRule: ObjectRule {
  /// Certificates of manifests, whichever they are for: cert-manager refuses what is too short of any.
  static func check(_ object: ClusterObject) -> [Finding] {
    guard object.isManifest, object.identity.kind == "Certificate",
      object.identity.group == "cert-manager.io", let spec = object.object.value["spec"]
    else { return [] }
    // cert-manager's defaults: 90 days, renewed when a third of that is left.
    let duration = seconds(spec["duration"]) ?? 90 * 86400
    let renewal = seconds(spec["renewBefore"])
    let place = ["spec", spec["renewBefore"] == nil ? "duration" : "renewBefore"].pointer
    if spec["duration"] != nil, duration < 3600 {
      return [
        refused(
          object, "holds for less than an hour", ["spec", "duration"].pointer, "write '1h' or more")
      ]
    }
    if let renewal, renewal < 300 {
      return [refused(object, "is renewed in its last five minutes", place, "write '5m' or more")]
    }
    if let renewal, renewal >= duration {
      return [
        Finding(
          .renewalBeforeIssue, "\(object.identity) is to be renewed before it is issued",
          in: object,
          at: place, label: "'renewBefore' is not shorter than 'duration'",
          help: ["a third of the duration is usual"])
      ]
    }
    let isIssuer = spec["secretName"]?.string == "linkerd-identity-issuer"
    guard isIssuer, spec["duration"] != nil, duration <= 48 * 3600 else { return [] }
    return [
      Finding(
        .shortLivedIssuer, "\(object.identity) ends while a cluster is off for two days",
        in: object,
        at: ["spec", "duration"].pointer, help: ["720h is a month"])
    ]
  }

  private static func seconds(_ value: JSONValue?) -> Double? {
    value?.string.flatMap(GoDuration.seconds)
  }

  private static func refused(
    _ object: ClusterObject, _ reason: String, _ place: JSONPointer, _ help: String
  ) -> Finding {
    Finding(
      .refusedLifetime, "\(object.identity) \(reason)", in: object, at: place,
      label: "cert-manager's webhook refuses that", help: [help])
  }
}
