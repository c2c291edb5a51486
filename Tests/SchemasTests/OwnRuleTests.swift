import SchemaSamples
import Schemas
import Testing
import Values

/// What the API server asks of Kubernetes' own kinds in its code, and no document of it says.
@Suite("Rules of Kubernetes' own kinds")
struct OwnRuleTests {
  @Test("what the server takes is accepted", arguments: OwnRule.all)
  func sound(rule: OwnRule) throws {
    #expect(try rule.labels(of: rule.sound) == [])
  }

  @Test("what the server refuses is told", arguments: OwnRule.all)
  func broken(rule: OwnRule) throws {
    #expect(try rule.labels(of: rule.broken) == [rule.label])
  }
}

/// Two of an object's members that differ by one mistake, and what is said of it.
struct OwnRule: Sendable, CustomTestStringConvertible {
  let kind: String
  let sound: String
  let broken: String
  let label: String

  init(_ kind: String, _ sound: String, _ broken: String, _ label: String) {
    self.kind = kind
    self.sound = sound
    self.broken = broken
    self.label = label
  }

  var testDescription: String { "\(kind): \(broken)" }

  func labels(of members: String) throws -> [String] {
    let parts = kind.split(separator: " ")
    let (apiVersion, name) = (String(parts[0]), String(parts[1]))
    let object = Sample.read(
      """
      apiVersion: \(apiVersion)
      kind: \(name)
      metadata: {name: sample, namespace: there}
      \(members)
      """)
    let schema = try #require(SchemaSet.builtIn.schema(apiVersion, name))
    return schema.report(on: try #require(object.object)).problems.map(\.label)
  }

  private static func workload(
    _ pod: String = "containers: [{name: c, image: i}]", selector: String = "matchLabels: {app: a}"
  ) -> String {
    "spec: {selector: {\(selector)}, template: {metadata: {labels: {app: a}}, spec: {\(pod)}}}"
  }

  private static func container(_ more: String) -> String {
    workload("containers: [{name: c, image: i, \(more)}]")
  }

  private static let mount = "volumeMounts: [{name: v, mountPath: /v}]"

  private static func job(_ pod: String) -> String {
    "spec: {template: {spec: {\(pod)containers: [{name: c, image: i}]}}}"
  }

  private static func ingress(_ path: String) -> String {
    "spec: {rules: [{http: {paths: [{\(path)}]}}]}"
  }

  private static let name =
    "expected a name: lower-case letters, digits and '-', with a letter or digit at both ends"

  static let all: [OwnRule] = workloads + networks + access + others

  private static let workloads: [OwnRule] = [
    OwnRule(
      "apps/v1 Deployment", workload(), workload(selector: "matchLabels: {app: b}"),
      "the labels of 'template' must have all that 'selector' asks for"),
    OwnRule(
      "apps/v1 DaemonSet", workload(selector: "matchExpressions: [{key: app, operator: Exists}]"),
      workload(selector: ""), "'selector' must ask for a label"),
    OwnRule(
      "apps/v1 StatefulSet", workload("restartPolicy: Always, containers: [{name: c, image: i}]"),
      workload("restartPolicy: Never, containers: [{name: c, image: i}]"),
      "pods that are kept running have the restartPolicy 'Always'"),
    OwnRule(
      "apps/v1 Deployment", workload(selector: "matchExpressions: [{key: app, operator: Exists}]"),
      workload(selector: "matchExpressions: [{key: app, operator: In}]"),
      "'In' and 'NotIn' need 'values', and the others take none"),
    OwnRule(
      "apps/v1 Deployment", container("env: [{name: A, value: b}]"),
      container("env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]"),
      "'value' and 'valueFrom' exclude each other"),
    OwnRule(
      "apps/v1 Deployment", container("env: [{name: A, valueFrom: {fieldRef: {fieldPath: a}}}]"),
      container("env: [{name: A, valueFrom: {}}]"), "expected one source"),
    OwnRule(
      "apps/v1 Deployment", container("livenessProbe: {exec: {command: [a]}}"),
      container("livenessProbe: {periodSeconds: 5}"),
      "expected one of 'exec', 'grpc', 'httpGet' and 'tcpSocket'"),
    OwnRule(
      "apps/v1 Deployment", workload(), workload("containers: [{name: C_1, image: i}]"), name),
    OwnRule(
      "apps/v1 Deployment", container("ports: [{name: linkerd-admin, containerPort: 1}]"),
      container("ports: [{name: linkerd-admin-http, containerPort: 1}]"),
      "expected at most 15 characters, and there are 18"),
    OwnRule(
      "apps/v1 Deployment",
      workload(
        "volumes: [{name: v}], containers: [{name: c, image: i, \(mount)}]"),
      container(mount),
      "'volumeMounts' of 'containers' name a volume that is not among 'volumes'"),
    OwnRule(
      "apps/v1 StatefulSet",
      "spec: {volumeClaimTemplates: [{metadata: {name: v}}], " + container(mount).dropFirst(7),
      container(mount), "'volumeMounts' of 'containers' name a volume that is not among 'volumes'"),
    OwnRule(
      "batch/v1 Job", job("restartPolicy: Never, "), job(""),
      "the pods of a Job need the restartPolicy 'Never' or 'OnFailure'"),
    OwnRule(
      "batch/v1 CronJob",
      "spec: {schedule: '@daily', jobTemplate: {\(job("restartPolicy: OnFailure, "))}}",
      "spec: {schedule: '@daily', jobTemplate: {\(job("restartPolicy: Always, "))}}",
      "the pods of a Job need the restartPolicy 'Never' or 'OnFailure'"),
  ]

  private static let networks: [OwnRule] = [
    OwnRule(
      "v1 Service", "spec: {clusterIP: None}", "spec: {selector: {a: b}}",
      "'ports' must have a port"),
    OwnRule(
      "v1 Service", "spec: {ports: [{port: 1}]}", "spec: {ports: [{port: 1}, {port: 2, name: b}]}",
      "of several ports each needs a 'name'"),
    OwnRule(
      "v1 Service", "spec: {ports: [{port: 1, name: a}, {port: 2, name: b}]}",
      "spec: {ports: [{port: 1, name: a}, {port: 2, name: a}]}", "two ports have the same 'name'"),
    OwnRule(
      "v1 Service", "spec: {type: NodePort, ports: [{port: 1, nodePort: 30000}]}",
      "spec: {ports: [{port: 1, nodePort: 30000}]}",
      "'nodePort' needs the type 'NodePort' or 'LoadBalancer'"),
    OwnRule(
      "v1 Service", "spec: {type: ExternalName, externalName: a.b}", "spec: {type: ExternalName}",
      "the type 'ExternalName' needs 'externalName'"),
    OwnRule(
      "networking.k8s.io/v1 Ingress",
      "spec: {defaultBackend: {service: {name: a, port: {number: 1}}}}",
      "spec: {ingressClassName: a}", "expected 'rules' or 'defaultBackend'"),
    OwnRule(
      "networking.k8s.io/v1 Ingress",
      ingress("path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 1}}}"),
      ingress("path: a, pathType: Prefix, backend: {service: {name: a, port: {number: 1}}}"),
      "'path' must begin with '/'"),
    OwnRule(
      "networking.k8s.io/v1 Ingress",
      ingress("pathType: ImplementationSpecific, backend: {service: {name: a, port: {name: b}}}"),
      ingress("pathType: ImplementationSpecific, backend: {}"),
      "expected one of 'resource' and 'service'"),
    OwnRule(
      "networking.k8s.io/v1 Ingress",
      ingress("path: /, pathType: Exact, backend: {service: {name: a, port: {name: b}}}"),
      ingress(
        "path: /, pathType: Exact, backend: {service: {name: a, port: {name: b, number: 1}}}"),
      "'port' must have one of 'name' and 'number'"),
    OwnRule(
      "networking.k8s.io/v1 NetworkPolicy",
      "spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}",
      "spec: {podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}",
      "expected selectors, or 'ipBlock' alone"),
    OwnRule(
      "networking.k8s.io/v1 NetworkPolicy",
      "spec: {podSelector: {}, ingress: [{ports: [{port: 5, endPort: 5}]}]}",
      "spec: {podSelector: {}, ingress: [{ports: [{port: 5, endPort: 4}]}]}",
      "'endPort' needs a 'port' that is a number, and no greater one"),
  ]

  private static let rule = "apiGroups: [''], resources: [pods], verbs: [get]"
  private static let account = "kind: ServiceAccount, name: a, namespace: b"
  private static let reference = "roleRef: {apiGroup: rbac.authorization.k8s.io, name: a"

  private static let access: [OwnRule] = [
    OwnRule(
      "rbac.authorization.k8s.io/v1 Role", "rules: [{\(rule)}]",
      "rules: [{resources: [pods], verbs: [get]}]",
      "'apiGroups' must have a group, which is '' for Pods, Services and their like"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 Role", "rules: [{\(rule)}]",
      "rules: [{apiGroups: [''], verbs: [get]}]", "'resources' must have a resource"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 ClusterRole",
      "rules: [{nonResourceURLs: [/metrics], verbs: [get]}]",
      "rules: [{nonResourceURLs: [/metrics], \(rule)}]",
      "a rule for 'nonResourceURLs' takes no 'apiGroups' and no resources"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 Role", "rules: [{\(rule)}]",
      "rules: [{nonResourceURLs: [/metrics], verbs: [get]}]", "'nonResourceURLs' need a ClusterRole"
    ),
    OwnRule(
      "rbac.authorization.k8s.io/v1 Role", "rules: [{\(rule)}]",
      "rules: [{apiGroups: [''], resources: [pods], verbs: []}]", "expected at least 1 element"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
      "subjects: [{\(account)}]\n\(reference), kind: ClusterRole}",
      "subjects: [{kind: ServiceAccount, name: a}]\n\(reference), kind: ClusterRole}",
      "a ServiceAccount among 'subjects' needs its 'namespace'"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 ClusterRoleBinding", "\(reference), kind: ClusterRole}",
      "\(reference), kind: Role}", "'roleRef' must name a ClusterRole"),
    OwnRule(
      "rbac.authorization.k8s.io/v1 RoleBinding",
      "subjects: [{\(account)}]\n\(reference), kind: Role}",
      "subjects: [{\(account), apiGroup: rbac.authorization.k8s.io}]\n\(reference), kind: Role}",
      "'apiGroup' is '' of a ServiceAccount, and otherwise 'rbac.authorization.k8s.io'"),
  ]

  private static let scaled = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}"
  private static let claim = "accessModes: [ReadWriteOnce]"

  private static let others: [OwnRule] = [
    OwnRule(
      "policy/v1 PodDisruptionBudget", "spec: {minAvailable: 1}",
      "spec: {minAvailable: 1, maxUnavailable: 1}",
      "'minAvailable' and 'maxUnavailable' exclude each other"),
    OwnRule(
      "autoscaling/v2 HorizontalPodAutoscaler", "spec: {minReplicas: 2, maxReplicas: 2, \(scaled)}",
      "spec: {minReplicas: 3, maxReplicas: 2, \(scaled)}",
      "'maxReplicas' must not be below 'minReplicas'"),
    OwnRule(
      "v1 PersistentVolumeClaim", "spec: {\(claim), resources: {requests: {storage: 1Gi}}}",
      "spec: {\(claim), resources: {requests: {memory: 1Gi}}}",
      "'resources.requests' must have 'storage'"),
    OwnRule(
      "v1 Secret", "type: kubernetes.io/tls\nstringData: {tls.crt: a, tls.key: b}",
      "type: kubernetes.io/tls\nstringData: {tls.crt: a}",
      "the type 'kubernetes.io/tls' needs 'tls.crt' and 'tls.key'"),
    OwnRule(
      "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
      webhook("url: 'https://a'"), webhook(""), "expected one of 'service' and 'url'"),
  ]

  private static func webhook(_ client: String) -> String {
    "webhooks: [{name: a.b.c, admissionReviewVersions: [v1], sideEffects: None, "
      + "clientConfig: {\(client)}}]"
  }
}
