/// What Mooring knows of Traefik's middlewares.
package enum TraefikMiddleware {
  /// What the spec of a Middleware may hold, one of them: the properties of its definition in Traefik
  /// 2.10 to 3.7 (docs/content/reference/dynamic-configuration/traefik.io_middlewares.yaml, and
  /// pkg/provider/kubernetes/crd/traefikio/v1alpha1/middleware.go of traefik/traefik).
  package static let kinds: [String] = [
    "addPrefix", "basicAuth", "buffering", "chain", "circuitBreaker", "compress", "contentType",
    "digestAuth", "encodedCharacters", "errors", "forwardAuth", "grpcWeb", "headers", "inFlightReq",
    "ipAllowList", "ipWhiteList", "passTLSClientCert", "plugin", "rateLimit", "redirectRegex",
    "redirectScheme", "replacePath", "replacePathRegex", "retry", "stripPrefix",
    "stripPrefixRegex",
  ]

  /// The header by which Linkerd's proxy in ingress mode learns which Service a request is for.
  ///
  /// https://linkerd.io/2-edge/tasks/using-ingress/
  package static let overrideHeader = "l5d-dst-override"

  /// The API group since Traefik 2.10; the older one is gone in 3.0.
  package static let group = "traefik.io"
  package static let formerGroup = "traefik.containo.us"
}
