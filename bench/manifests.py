#!/usr/bin/env python3
"""Writes manifests of Kubernetes' own kinds, no two the same, 20 to a file.

    manifests.py OBJECTS FOLDER
"""

import pathlib
import sys

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-{n}
  namespace: workloads
  labels: {{app.kubernetes.io/name: web-{n}, app.kubernetes.io/part-of: shop}}
spec:
  replicas: {r}
  selector:
    matchLabels: {{app.kubernetes.io/name: web-{n}}}
  template:
    metadata:
      labels: {{app.kubernetes.io/name: web-{n}, app.kubernetes.io/part-of: shop}}
      annotations: {{linkerd.io/inject: enabled}}
    spec:
      serviceAccountName: web-{n}
      securityContext: {{runAsNonRoot: true, runAsUser: 1000}}
      containers:
        - name: web
          image: registry.example.org/web:{n}
          ports:
            - {{name: http, containerPort: 8080}}
            - {{name: metrics, containerPort: 9090}}
          env:
            - {{name: SHARD, value: "{n}"}}
            - name: TOKEN
              valueFrom: {{secretKeyRef: {{name: web-{n}, key: token}}}}
          readinessProbe:
            httpGet: {{path: /ready, port: http}}
            periodSeconds: 5
          resources:
            requests: {{cpu: 100m, memory: 64Mi}}
            limits: {{memory: 128Mi}}
          volumeMounts:
            - {{name: settings, mountPath: /etc/web}}
      volumes:
        - name: settings
          configMap: {{name: web-{n}}}
"""
SERVICE = """apiVersion: v1
kind: Service
metadata:
  name: web-{n}
  namespace: workloads
spec:
  selector: {{app.kubernetes.io/name: web-{n}}}
  ports:
    - {{name: http, port: 80, targetPort: http}}
"""
CONFIG_MAP = """apiVersion: v1
kind: ConfigMap
metadata:
  name: web-{n}
  namespace: workloads
data:
  settings.yaml: |
    shard: {n}
    replicas: {r}
"""
ROLE = """apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web-{n}
  namespace: workloads
rules:
  - apiGroups: [""]
    resources: [configmaps, secrets]
    resourceNames: [web-{n}]
    verbs: [get, list, watch]
"""
# What makes Flux read the folder: lint holds against schemas what somebody applies.
SYNC = """apiVersion: v1
kind: Namespace
metadata:
  name: workloads
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://example.org/repository.git
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ./
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
"""
KINDS = [DEPLOYMENT, SERVICE, CONFIG_MAP, ROLE]
IN_A_FILE = 20


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    (folder / "flux-system.yaml").write_text(SYNC)
    for start in range(0, count, IN_A_FILE):
        numbers = range(start, min(start + IN_A_FILE, count))
        texts = [KINDS[n % len(KINDS)].format(n=n // len(KINDS), r=n % 7 + 1) for n in numbers]
        (folder / f"manifests-{start:05}.yaml").write_text("---\n".join(texts))


main()
