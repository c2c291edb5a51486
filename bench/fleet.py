#!/usr/bin/env python3
"""Writes the description of a fleet: the same bytes for the same number of clusters.

    fleet.py CLUSTERS FOLDER

Each cluster gets all components, about 90 objects: the control plane, viz with its dashboard,
PodMonitors, links to its neighbours with their credentials, middlewares and routes of Traefik, an
app, and namespaces, some of them from the fleet's defaults. Every cluster is linked to the next.
"""

import pathlib
import sys

SHARED_NAMESPACES = 3
OWN_NAMESPACES = 6
TEAMS = ["payments", "search", "catalogue", "accounts", "shipping", "reports", "media"]
LEVELS = ["privileged", "baseline", "restricted"]

FLEET = """\
apiVersion: mooring/v1alpha1
kind: Fleet
metadata:
  name: benchmark
spec:
  flux:
    version: "2.9"
    source:
      kind: GitRepository
      name: flux-system
      namespace: flux-system
    path: flux
  trustAnchor:
    certificates: [anchors/root.crt]
  links:
{links}  requires:
    certManager: {{kustomization: core}}
    externalSecrets: {{kustomization: core}}
    secretStores:
      vault: {{kustomization: core}}
    traefik: {{kustomization: core}}
    prometheusOperator: {{kustomization: observability}}
    gatewayAPI:
      owner: mooring
      version: "1.2.1"
  defaults:
    kubernetes: "1.34"
    linkerd:
      version: "2.19"
      cli:
        image: linkerd-tools:edge-25.10.7
      identity:
        issuer:
          certManager:
            issuerRef: {{kind: ClusterIssuer, name: root}}
      viz:
        prometheus:
          url: http://prometheus.monitoring:9090
      verify: true
    podMonitors:
      namespace: monitoring
      labels: {{release: prometheus}}
    traefik:
      inject: ingress
      workload: {{kind: Deployment, namespace: traefik, name: traefik}}
      middlewares:
        front: {{namespace: platform-00, overrideService: {{name: front, port: 80}}}}
        compress: {{namespace: platform-00, spec: {{compress: {{}}}}}}
    apps:
      platform:
        owner: mooring
        path: apps/platform
        jobs:
          CronJob/platform-00/backup: {{termination: nativeSidecar}}
        exports:
          platform-00/front: gateway
    namespaces:
      monitoring: {{manage: annotationsOnly}}
{namespaces}  groups:
    canary:
      clusters: [{canary}]
      spec:
        namespaces:
          canary:
            inject: enabled
"""

CLUSTER = """\
apiVersion: mooring/v1alpha1
kind: Cluster
metadata:
  name: {name}
spec:
  network:
    pods: {pods}
    services: {services}
    apiServer: https://{server}:6443
    gateway: {{addresses: {gateway}}}
  linkerd:
    viz:
      dashboard: {{host: linkerd.{name}.example.com}}
  traefik:
    routes:
      front:
        namespace: platform-00
        hosts: www.{name}.example.com
        service: {{name: front, port: 80}}
        middlewares: [front, compress]
  links:
{links}  namespaces:
{namespaces}"""

LINK = """\
    {target}:
      credentials: {{externalSecret: {{store: vault, key: linkerd/{target}}}}}
"""

# A public certificate; nobody has its key.
ANCHOR = """\
-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIBATAKBggqhkjOPQQDAjAlMSMwIQYDVQQDDBpyb290Lmxp
bmtlcmQuY2x1c3Rlci5sb2NhbDAeFw0yNjAxMDEwMDAwMDBaFw0zNjAxMDEwMDAw
MDBaMCUxIzAhBgNVBAMMGnJvb3QubGlua2VyZC5jbHVzdGVyLmxvY2FsMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEG7bE81ewzYqZ66cpJXfbiANbqIwLhwRfl4na
W9ZWfaOv7Tmbrkn0qZR2dUtoUUlwwFxTSc7PCpOohnrBZC4ll6NCMEAwDwYDVR0T
AQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFF3/hjJN+cb/L55p
mx/TnUhWZNWoMAoGCCqGSM49BAMCA0gAMEUCIQDA27nfI813rQTlCyrWCvRX42cQ
AD84CaW4qZJA8aUNxAIgMMqMGmL082e8GDRHsoASyi5LIPlBVxprq9Uw7Lnmdr0=
-----END CERTIFICATE-----
"""

APP = """\
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup, namespace: platform-00}
spec:
  schedule: "17 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: backup, image: "postgres:17"}]
---
apiVersion: v1
kind: Service
metadata: {name: front, namespace: platform-00}
spec:
  selector: {app: front}
  ports: [{port: 80}]
"""

NAMESPACE = """\
      {name}:
        inject: {inject}
        podSecurity: {level}
        labels:
          app.kubernetes.io/part-of: {team}
          cost-centre: "{cost}"
          environment: production
        annotations:
          contact: {team}@example.com
"""


def cluster_name(number):
    return f"cluster-{number:04}"


def namespace(name, number, indent):
    team = TEAMS[number % len(TEAMS)]
    text = NAMESPACE.format(
        name=name,
        inject="disabled" if number % 4 == 3 else "enabled",
        # Injected pods are not admitted where the standard is stricter than their init container.
        level=LEVELS[0] if number % 4 != 3 else LEVELS[1 + number % 2],
        team=team,
        cost=4000 + number,
    )
    return "".join(indent + line[6:] for line in text.splitlines(keepends=True))


def block(first, size, number):
    """The block of a number: 4096 addresses from `first` on."""
    address = first + number * size
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


def fleet(count):
    links = [(cluster_name(i), cluster_name(i + 1)) for i in range(count - 1)]
    return FLEET.format(
        links="".join(f"    - {{between: [{a}, {b}], mode: gateway}}\n" for a, b in links),
        namespaces="".join(
            namespace(f"platform-{i:02}", i, " " * 6) for i in range(SHARED_NAMESPACES)
        ),
        canary=cluster_name(0),
    )


def cluster(number, count):
    neighbours = [n for n in (number - 1, number + 1) if 0 <= n < count]
    return CLUSTER.format(
        name=cluster_name(number),
        gateway=block(198 << 24 | 19 << 16, 1, number + 1),
        links="".join(LINK.format(target=cluster_name(n)) for n in neighbours),
        pods=block(10 << 24, 4096, number) + "/20",
        services=block(100 << 24 | 64 << 16, 4096, number) + "/20",
        server=block(198 << 24 | 18 << 16, 1, number + 1),
        namespaces="".join(
            namespace(f"{TEAMS[i % len(TEAMS)]}-{i:02}", number + i, " " * 4)
            for i in range(OWN_NAMESPACES)
        ),
    )


def main():
    if len(sys.argv) != 3 or not sys.argv[1].isdigit() or not 2 <= int(sys.argv[1]) <= 1000:
        sys.exit("usage: fleet.py CLUSTERS FOLDER, of 2 to 1000 clusters")
    count = int(sys.argv[1])
    folder = pathlib.Path(sys.argv[2], "clusters")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fleet.yaml").write_text(fleet(count))
    for number in range(count):
        (folder / f"{cluster_name(number)}.yaml").write_text(cluster(number, count))
    for path, text in (("anchors/root.crt", ANCHOR), ("apps/platform/app.yaml", APP)):
        file = folder.parent / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


main()
