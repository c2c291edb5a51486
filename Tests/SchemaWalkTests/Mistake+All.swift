import SchemaSamples

extension Mistake {
  static let all: [Mistake] = [
    Mistake(
      .job, "kind: Job\n", "",
      "/: has no apiVersion or no kind"),
    Mistake(
      .job, "apiVersion: batch/v1", "apiVersion: batch/v9",
      "/: there is no kind Job of batch/v9"),
    Mistake(
      .job, "kind: Job", "kind: Jobs",
      "/: there is no kind Jobs of batch/v1"),
    Mistake(
      .job, "  backoffLimit:", "  backofLimit:",
      "/spec/backofLimit: unknown field"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: \"3\"",
      "/spec/backoffLimit: is string, expected integer"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: 3.5",
      "/spec/backoffLimit: is number, expected integer"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: null",
      "/spec/backoffLimit: is null"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: 3000000000",
      "/spec/backoffLimit: is 3000000000.0, expected an integer of 32 bits"),
    Mistake(
      .job, "value: text", "value: 1",
      "/spec/template/spec/containers/0/env/0/value: is integer, expected string"),
    Mistake(
      .job, "- name: main\n          image", "- image",
      "/spec/template/spec/containers/0: has no 'name', which is required"),
    Mistake(
      .job, "memory: 128Mi", "memory: 128MB",
      "/spec/template/spec/containers/0/resources/limits/memory: '128MB' is no quantity"),
    Mistake(
      .job, "port: http", "port: 1.5",
      "/spec/template/spec/containers/0/readinessProbe/httpGet/port: is number, expected integer or string"
    ),
    Mistake(
      .job, "app: job", "app: a job",
      "/spec/template/metadata/labels/app: 'a job' is no valid value of a label"),
    Mistake(
      .job, "app: job", "app: 1",
      "/spec/template/metadata/labels/app: is integer, expected string"),
    Mistake(
      .job, "name: sample", "name: Sample",
      "/metadata/name: 'Sample' is no valid name"),
    Mistake(
      .job, "name: sample\n  ", "",
      "/metadata/name: is missing"),
    Mistake(
      .job, "namespace: there", "generateName: there",
      "/metadata: has no 'namespace', and the kind is namespaced"),
    Mistake(
      .job, "namespace: there", "namespace: a.b",
      "/metadata/namespace: 'a.b' is no name of a namespace"),
    Mistake(
      .job, "namespace: there", "namespace: there\n  owner: me",
      "/metadata/owner: unknown field"),
    Mistake(
      .namespace, "name: alone", "name: alone\n  namespace: there",
      "/metadata/namespace: the kind is not namespaced"),
    Mistake(
      .namespace, "name: alone", "name: a.b",
      "/metadata/name: 'a.b' is no valid name"),
    Mistake(
      .namespace, "example.com/key", "example.com/a/key",
      "/metadata/labels/example.com~1a~1key: is no valid key of a label"),
    Mistake(
      .namespace, "example.com/key", "Example.com/key",
      "/metadata/labels/Example.com~1key: is no valid key of a label"),
    Mistake(
      .namespace, "note: \"yes\"", "note: true",
      "/metadata/annotations/note: is boolean, expected string"),
    Mistake(
      .namespace, "note: \"yes\"", "a note: \"yes\"",
      "/metadata/annotations/a note: is no valid key of an annotation"),
    Mistake(
      .configMap, "file.sh:", "a file.sh:",
      "/data/a file.sh: is no valid key of a ConfigMap"),
    Mistake(
      .configMap, "file.sh: \"#!/bin/sh\"", "file.sh: [a]",
      "/data/file.sh: is array, expected string"),
    Mistake(
      .configMap, "binary: AAAA", "binary: A",
      "/binaryData/binary: 'A' is no byte"),
    Mistake(
      .clusterRole, "name: system:Reader", "name: system/Reader",
      "/metadata/name: 'system/Reader' is no valid name"),
    Mistake(
      .clusterRole, "verbs: [get]", "resourceNames: []",
      "/rules/0: has no 'verbs', which is required"),
    Mistake(
      .kustomization, "  prune: true\n", "",
      "/spec: has no 'prune', which is required"),
    Mistake(
      .kustomization, "  wait: true", "  wiat: true",
      "/spec/wiat: unknown field"),
    Mistake(
      .kustomization, "prune: true", "prune: \"true\"",
      "/spec/prune: is string, expected boolean"),
    Mistake(
      .kustomization, "interval: 1h", "interval: 1d",
      "/spec/interval: '1d' does not match '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$'"),
    Mistake(
      .kustomization, "namespace: flux-system", "labels: {a: b}",
      "/metadata: has no 'namespace', and the kind is namespaced"),
    Mistake(
      .kustomization, "patch: text", "patch: text\n      path: file",
      "/spec/patches/0/path: unknown field"),
    Mistake(
      .certificate, "algorithm: ECDSA", "algorithm: Ecdsa",
      "/spec/privateKey/algorithm: is 'Ecdsa', expected 'RSA', 'ECDSA', 'Ed25519'"),
    Mistake(
      .podMonitor, "port: metrics", "port: 9090",
      "/spec/podMetricsEndpoints/0/port: is integer, expected string"),
    Mistake(
      .podMonitor, "targetPort: 8080", "targetPort: true",
      "/spec/podMetricsEndpoints/0/targetPort: is boolean, expected integer or string"),
    Mistake(
      .podMonitor, "- port: metrics", "- source_labels: [a]\n      port: metrics",
      "/spec/podMetricsEndpoints/0/source_labels: unknown field"),
    Mistake(
      .route, "hostnames: [example.com]", "hostnames: example.com",
      "/spec/hostnames: is string, expected array"),
    Mistake(
      .route, "port: 80", "port: 70000",
      "/spec/rules/0/backendRefs/0/port: is 70000.0, expected 65535.0 or less"),
    Mistake(
      .route, "weight: 1", "weight: -1",
      "/spec/rules/0/backendRefs/0/weight: is -1.0, expected 0.0 or more"),
    Mistake(
      .helmRelease, "kind: OCIRepository", "kind: GitRepository",
      "/spec/chartRef/kind: is 'GitRepository', expected 'OCIRepository', 'HelmChart', 'ExternalArtifact'"
    ),
    Mistake(
      .helmRelease, "values:", "value:",
      "/spec/value: unknown field"),
  ]
}
