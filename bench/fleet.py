#!/usr/bin/env python3
"""Writes the description of a fleet: the same bytes for the same number of clusters.

    fleet.py CLUSTERS FOLDER

Each cluster gets about 40 objects: namespaces with labels, a few of them from the fleet's defaults,
and what the components give. Every cluster is linked to the next.
"""

import pathlib
import sys

SHARED_NAMESPACES = 5
OWN_NAMESPACES = 22
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
  links:
{links}  requires:
    gatewayAPI:
      owner: mooring
      version: "1.2.1"
  defaults:
    distribution: kind
    kubernetes: "1.34"
    linkerd:
      version: "2.19"
      cli:
        image: linkerd-tools:edge-25.10.7
    namespaces:
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
  namespaces:
{namespaces}"""

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


def cluster(number):
    return CLUSTER.format(
        name=cluster_name(number),
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
        (folder / f"{cluster_name(number)}.yaml").write_text(cluster(number))


main()
