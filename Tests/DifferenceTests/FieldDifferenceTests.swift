import Difference
import Testing
import Values

@Suite("Fields of an object")
struct FieldDifferenceTests {
  private static func deployment(_ container: String, _ spec: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      selector: {matchLabels: {app: web}}
      \(spec)
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
            - {name: web, \(container)}
    """
  }

  private static func custom(_ spec: String) -> String {
    "{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: b}, spec: \(spec)}"
  }

  @Test("a field that changes, appears and vanishes is told each its own way")
  func members() {
    let found = fields(
      Self.custom("{a: 1, b: {c: true}, d: x}"), Self.custom("{a: 2, d: x, e: {f: [g]}}"))
    #expect(
      found.map(\.line) == [
        "spec.a: 1 -> 2", "spec.b: {c: true} -> nothing", "spec.e: nothing -> {f: [g]}",
      ])
    #expect(found.map { $0.pointerBefore?.description } == ["/spec/a", "/spec/b", nil])
    #expect(found.map { $0.pointerAfter?.description } == ["/spec/a", nil, "/spec/e"])
  }

  @Test("containers are told apart by their names, wherever they stand")
  func containers() {
    let found = fields(
      Self.deployment("image: 'web:1'}\n        - {name: proxy, image: 'proxy:1'"),
      Self.deployment(
        "image: 'web:1'}\n        - {name: log, image: log}\n        - {name: proxy, image: 'proxy:2'"
      ))
    let containers = "spec.template.spec.containers"
    #expect(
      found.map(\.line) == [
        "\(containers)[name=proxy].image: proxy:1 -> proxy:2",
        "\(containers)[name=log]: nothing -> {name: log, image: log}",
      ])
    #expect(found[0].pointerBefore?.description == "/spec/template/spec/containers/1/image")
    #expect(found[0].pointerAfter?.description == "/spec/template/spec/containers/2/image")
  }

  @Test("a port is known by its number and its protocol, which is TCP where it is left out")
  func ports() {
    let found = fields(
      Self.deployment("ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]"),
      Self.deployment("ports: [{containerPort: 53, protocol: UDP, name: dns}, {containerPort: 53}]")
    )
    let ports = "spec.template.spec.containers[name=web].ports"
    #expect(
      found.map(\.line) == [
        "\(ports)[containerPort=53,protocol=UDP].name: nothing -> dns",
        "\(ports) (order): [containerPort=53, containerPort=53,protocol=UDP]"
          + " -> [containerPort=53,protocol=UDP, containerPort=53]",
      ])
  }

  @Test("containers in another order are a difference, since the server stores it")
  func order() {
    let found = fields(
      Self.deployment("image: a}\n        - {name: proxy, image: b"),
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: proxy, image: b}, {name: web, image: a}]}
      """)
    #expect(
      found.map(\.line) == [
        "spec.template.spec.containers (order): [name=web, name=proxy] -> [name=proxy, name=web]"
      ])
  }

  @Test("elements of a set come and go, and their order says nothing")
  func sets() {
    func object(_ finalizers: String) -> String {
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [\(finalizers)]}}"
    }
    #expect(
      fields(object("a.b/c, a.b/d"), object("a.b/e, a.b/c")).map(\.line) == [
        "metadata.finalizers[a.b/d]: a.b/d -> nothing",
        "metadata.finalizers[a.b/e]: nothing -> a.b/e",
      ])
    #expect(fields(object("a.b/c, a.b/d"), object("a.b/d, a.b/c")).isEmpty)
  }

  @Test(
    "other lists are told apart by names, or by what stays in its place",
    arguments: [
      ("{l: [a, b, c]}", "{l: [a, x, c]}", ["spec.l[1]: b -> x"]),
      ("{l: [a, b, c]}", "{l: [b, c]}", ["spec.l[0]: a -> nothing"]),
      ("{l: [a, b, c]}", "{l: [z, a, b, c]}", ["spec.l[0]: nothing -> z"]),
      ("{l: [a, b, c]}", "{l: [c, a, b]}", ["spec.l[0]: nothing -> c", "spec.l[2]: c -> nothing"]),
      ("{l: [{x: 1}, {x: 2}]}", "{l: [{x: 1}, {x: 3}]}", ["spec.l[1].x: 2 -> 3"]),
      ("{l: []}", "{l: [{name: a}]}", ["spec.l[name=a]: nothing -> {name: a}"]),
      (
        "{l: [{name: a, x: 1}, {name: b}]}", "{l: [{name: b}, {name: a, x: 2}]}",
        ["spec.l[name=a].x: 1 -> 2", "spec.l (order): [name=a, name=b] -> [name=b, name=a]"]
      ),
      (
        "{l: [{name: a, x: 1}, {name: a}]}", "{l: [{name: a}, {name: a}]}",
        ["spec.l[0].x: 1 -> nothing"]
      ),
      ("{l: [a]}", "{l: {a: b}}", ["spec.l: [a] -> {a: b}"]),
    ])
  func lists(_ before: String, _ after: String, _ expected: [String]) {
    #expect(fields(Self.custom(before), Self.custom(after)).map(\.line) == expected)
  }

  @Test(
    "what the server stores as the same value is no difference",
    arguments: [
      (
        "resources: {limits: {cpu: 1000m, memory: 1Gi}}",
        "resources: {limits: {cpu: 1, memory: 1024Mi}}"
      ),
      ("resources: {limits: {cpu: 0.5}}", "resources: {limits: {cpu: '500m'}}"),
      ("command: null, image: a", "image: a"),
      ("args: [a], image: b", "image: b, args: [a]"),
    ])
  func same(_ before: String, _ after: String) {
    #expect(fields(Self.deployment(before), Self.deployment(after)).isEmpty)
  }

  @Test("a number is what it amounts to, and a text is no number")
  func numbers() {
    #expect(fields(Self.custom("{a: 1}"), Self.custom("{a: 1.0}")).isEmpty)
    #expect(fields(Self.custom("{a: 1}"), Self.custom("{a: '1'}")).count == 1)
    #expect(fields(Self.custom("{a: 1000m}"), Self.custom("{a: '1'}")).count == 1)
  }

  @Test("what Flux takes away, and the words of the identity, are no differences")
  func leftOut() {
    #expect(
      fields(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, creationTimestamp: null}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, status: {}}"
      ).isEmpty)
  }

  @Test("another version of the API is a difference of one field")
  func version() {
    let lines = fields(
      "{apiVersion: policy.linkerd.io/v1beta1, kind: Server, metadata: {name: a, namespace: b}}",
      "{apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: a, namespace: b}}"
    ).map(\.line)
    #expect(
      lines == ["apiVersion: policy.linkerd.io/v1beta1 -> policy.linkerd.io/v1beta3"])
  }

  @Test("keys with dots stand in brackets")
  func keys() {
    func object(_ value: String) -> String {
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {linkerd.io/inject: \(value)}}}"
    }
    #expect(
      fields(object("enabled"), object("disabled")).map(\.line) == [
        "metadata.annotations[linkerd.io/inject]: enabled -> disabled"
      ])
  }

  @Test("a definition of the cluster's own says how lists of its kind merge")
  func ownDefinition() {
    let definition = Applied(
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: things.example.com}
      spec:
        group: example.com
        names: {kind: Thing, plural: things}
        scope: Namespaced
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      l:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [id]
                        items: {type: object}
                      fixed:
                        type: string
                        x-kubernetes-validations: [{rule: self == oldSelf}]
      """)
    let found = compared(
      [definition, Applied(Self.custom("{l: [{id: 1, x: 1}, {id: 2}], fixed: a}"))],
      [definition, Applied(Self.custom("{l: [{id: 0}, {id: 1, x: 2}, {id: 2}], fixed: b}"))])
    #expect(
      found.clusters.flatMap(\.objects).flatMap(\.fields).map(\.line) == [
        "spec.l[id=1].x: 1 -> 2", "spec.l[id=0]: nothing -> {id: 0}", "spec.fixed: a -> b !",
      ])
    #expect(found.lines == ["refused Thing b/a"])
  }
}
