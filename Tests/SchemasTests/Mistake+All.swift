import SchemaSamples

extension Mistake {
  static let all: [Mistake] = [
    Mistake(
      .job, "  backoffLimit:", "  backofLimit:",
      "it has no field 'spec.backofLimit'"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: \"3\"",
      "'spec.backoffLimit' of it has the wrong type: expected an integer, not text"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: 3.5",
      "'spec.backoffLimit' of it has the wrong type: expected an integer, not a number"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: -1",
      "'spec.backoffLimit' of it is not valid: expected 0 or more"),
    Mistake(
      .job, "backoffLimit: 3", "backoffLimit: 3000000000",
      "'spec.backoffLimit' of it is not valid: expected an integer of 32 bits"),
    Mistake(
      .job, "restartPolicy: OnFailure", "restartPolicy: OnFailur",
      "'spec.template.spec.restartPolicy' of it is not valid: expected one of 'Always', 'Never', 'OnFailure'"
    ),
    Mistake(
      .job, "value: text", "value: 1",
      "'spec.template.spec.containers[0].env[0].value' of it has the wrong type: expected text, not an integer"
    ),
    Mistake(
      .job, "- name: main\n          image", "- image",
      "it lacks 'spec.template.spec.containers[0].name': 'name' must be here"),
    Mistake(
      .job, "memory: 128Mi", "memory: 128MB",
      "'spec.template.spec.containers[0].resources.limits.memory' of it is not valid: expected a quantity such as '100m', '0.5' or '1Gi'"
    ),
    Mistake(
      .job, "port: http", "port: 1.5",
      "'spec.template.spec.containers[0].readinessProbe.httpGet.port' of it has the wrong type: expected an integer or text, not a number"
    ),
    Mistake(
      .job, "containerPort: 80", "containerPort: 80800",
      "'spec.template.spec.containers[0].ports[0].containerPort' of it is not valid: expected 65535 or less"
    ),
    Mistake(
      .job, "app: job", "app: a job",
      "'spec.template.metadata.labels.app' of it is not valid: a name holds only letters, digits, '-', '_' and '.'"
    ),
    Mistake(
      .job, "app: job", "app: 1",
      "'spec.template.metadata.labels.app' of it has the wrong type: expected text, not an integer"),
    Mistake(
      .job, "namespace: there", "namespace: there\n  owner: me",
      "it has no field 'metadata.owner'"),
    Mistake(
      .job, "namespace: there", "namespace: there\n  finalizers: [a/b, a/b]",
      "'metadata.finalizers[1]' of it is not valid: element 1 of the list is the same"),
    Mistake(
      .namespace, "example.com/key", "example.com/a/key",
      "'metadata.labels[example.com/a/key]' of it is not valid: a name holds only letters, digits, '-', '_' and '.'"
    ),
    Mistake(
      .namespace, "note: \"yes\"", "note: true",
      "'metadata.annotations.note' of it has the wrong type: expected text, not a boolean"),
    Mistake(
      .namespace, "note: \"yes\"", "a note: \"yes\"",
      "'metadata.annotations.a note' of it is not valid: a name holds only letters, digits, '-', '_' and '.'"
    ),
    Mistake(
      .configMap, "file.sh: \"#!/bin/sh\"", "file.sh: [a]",
      "'data[file.sh]' of it has the wrong type: expected text, not a list"),
    Mistake(
      .configMap, "binary: AAAA", "binary: A",
      "'binaryData.binary' of it is not valid: expected bytes in Base64"),
    Mistake(
      .clusterRole, "verbs: [get]", "resourceNames: []",
      "it lacks 'rules[0].verbs': 'verbs' must be here"),
    Mistake(
      .kustomization, "  prune: true\n", "",
      "it lacks 'spec.prune': 'prune' must be here"),
    Mistake(
      .kustomization, "prune: true", "prune: null",
      "'spec.prune' of it has the wrong type: expected true or false, not null"),
    Mistake(
      .kustomization, "  wait: true", "  wiat: true",
      "it has no field 'spec.wiat'"),
    Mistake(
      .kustomization, "prune: true", "prune: \"true\"",
      "'spec.prune' of it has the wrong type: expected true or false, not text"),
    Mistake(
      .kustomization, "interval: 1h", "interval: 1d",
      "'spec.interval' of it is not valid: expected a duration such as '10m' or '1h30m'"),
    Mistake(
      .kustomization, "patch: text", "patch: text\n      path: file",
      "it has no field 'spec.patches[0].path'"),
    Mistake(
      .kustomization, "spec:\n", "extra: 1\nspec:\n",
      "it has no field 'extra'"),
    Mistake(
      .certificate, "algorithm: ECDSA", "algorithm: Ecdsa",
      "'spec.privateKey.algorithm' of it is not valid: expected one of 'RSA', 'ECDSA', 'Ed25519'"),
    Mistake(
      .podMonitor, "port: metrics", "port: 9090",
      "'spec.podMetricsEndpoints[0].port' of it has the wrong type: expected text, not an integer"),
    Mistake(
      .podMonitor, "targetPort: 8080", "targetPort: true",
      "'spec.podMetricsEndpoints[0].targetPort' of it has the wrong type: expected an integer or text, not a boolean"
    ),
    Mistake(
      .podMonitor, "- port: metrics", "- source_labels: [a]\n      port: metrics",
      "it has no field 'spec.podMetricsEndpoints[0].source_labels'"),
    Mistake(
      .route, "hostnames: [example.com]", "hostnames: example.com",
      "'spec.hostnames' of it has the wrong type: expected a list, not text"),
    Mistake(
      .route, "hostnames: [example.com]", "hostnames: [Example.com]",
      "'spec.hostnames[0]' of it is not valid: expected the name of a host, in lower case, '*.' before it or not"
    ),
    Mistake(
      .route, "port: 80", "port: 70000",
      "'spec.rules[0].backendRefs[0].port' of it is not valid: expected 65535 or less"),
    Mistake(
      .route, "weight: 1", "weight: -1",
      "'spec.rules[0].backendRefs[0].weight' of it is not valid: expected 0 or more"),
    Mistake(
      .helmRelease, "kind: OCIRepository", "kind: GitRepository",
      "'spec.chartRef.kind' of it is not valid: expected one of 'OCIRepository', 'HelmChart', 'ExternalArtifact'"
    ),
    Mistake(
      .helmRelease, "values:", "value:",
      "it has no field 'spec.value'"),
  ]
}
