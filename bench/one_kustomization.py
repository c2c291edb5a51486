#!/usr/bin/env python3
"""Writes a kustomization.yaml that lists every overlay of a tree, so that one process builds them all.

    one_kustomization.py TREE FOLDER

kustomize refuses two objects of one name, and the clusters of a fleet have many: so each cluster
gets a kustomization.yaml of its own around its overlays, that puts its name behind theirs.
"""

import pathlib
import sys

# The name of a Namespace is not changed by nameSuffix, but by a patch for each.
PATCH = """\
  - target: {{kind: Namespace, name: {name}}}
    options: {{allowNameChange: true}}
    patch: '[{{"op": "replace", "path": "/metadata/name", "value": "{name}-{cluster}"}}]'
"""


def listed(paths):
    return "resources:\n" + "".join(f"  - {path}\n" for path in paths)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: one_kustomization.py TREE FOLDER, the folder beside the tree")
    tree, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    up = "../../" + tree.name
    clusters = sorted(path.name for path in (tree / "overlays").iterdir())
    for cluster in clusters:
        overlays = sorted(path.name for path in (tree / "overlays" / cluster).iterdir())
        text = listed(
            [f"{up}/overlays/{cluster}/{overlay}" for overlay in overlays]
            + [f"{up}/clusters/{cluster}/mooring"])
        text += f"nameSuffix: -{cluster}\npatches:\n"
        for file in sorted((tree / "overlays" / cluster).glob("*/namespace-*.yaml")):
            text += PATCH.format(name=file.stem.removeprefix("namespace-"), cluster=cluster)
        (folder / cluster).mkdir(parents=True)
        (folder / cluster / "kustomization.yaml").write_text(text)
    (folder / "kustomization.yaml").write_text(listed(clusters))


main()
