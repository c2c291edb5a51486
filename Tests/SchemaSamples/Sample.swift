import Testing
import Values
import YAML

/// An object that an API server accepts.
package enum Sample: String, CaseIterable, CustomTestStringConvertible {
  case job = """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: sample
      namespace: there
    spec:
      backoffLimit: 3
      template:
        metadata:
          labels:
            app: job
        spec:
          restartPolicy: OnFailure
          containers:
            - name: main
              image: example:1
              env:
                - name: VARIABLE
                  value: text
              ports:
                - containerPort: 80
              readinessProbe:
                httpGet:
                  port: http
              resources:
                limits:
                  cpu: 0.5
                  memory: 128Mi
    """
  case namespace = """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: alone
      labels:
        example.com/key: ""
      annotations:
        Example.com/note: anything at all
        note: "yes"
    """
  case configMap = """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: files.of.somebody
      namespace: there
    data:
      file.sh: "#!/bin/sh"
    binaryData:
      binary: AAAA
    """
  case clusterRole = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata:
      name: system:Reader
    rules:
      - apiGroups: [""]
        resources: [pods]
        verbs: [get]
    """
  case kustomization = """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: sample
      namespace: flux-system
    spec:
      interval: 1h
      prune: true
      wait: true
      sourceRef:
        kind: GitRepository
        name: flux-system
      patches:
        - patch: text
    """
  case certificate = """
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata:
      name: sample
      namespace: there
    spec:
      secretName: sample
      issuerRef:
        name: issuer
      privateKey:
        algorithm: ECDSA
        size: 256
      usages:
        - cert sign
    """
  case podMonitor = """
    apiVersion: monitoring.coreos.com/v1
    kind: PodMonitor
    metadata:
      name: sample
      namespace: there
    spec:
      selector: {}
      podMetricsEndpoints:
        - port: metrics
          targetPort: 8080
          interval: 10s
    """
  case route = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata:
      name: sample
      namespace: there
    spec:
      hostnames: [example.com]
      rules:
        - name: first
          matches:
            - path:
                value: /healthz
          backendRefs:
            - name: web
              port: 80
              weight: 1
    """
  /// Its spec is free where the schema says so.
  case helmRelease = """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata:
      name: sample
      namespace: there
    spec:
      interval: 1h
      chartRef:
        kind: OCIRepository
        name: chart
      values:
        anything: [1, {at: all}]
    """

  package var value: JSONValue { Self.read(rawValue) }

  package var testDescription: String { value["kind"]?.string ?? "sample" }

  package static func read(_ text: String) -> JSONValue {
    YAMLFile(path: "sample.yaml", bytes: Array(text.utf8)).documents.first?.value ?? .null
  }
}
