#!/usr/bin/env python3
"""Writes the table of what values Linkerd's charts take, from a clone of linkerd/linkerd2.

    scripts/chart-values.py CLONE > Sources/Versions/ChartValues+Table.swift

Reads the tags version-2.16 to version-2.20. Of each chart: every value that values.yaml gives a
default, with the kind of that default, and every value that a template reads and values.yaml leaves
out, such as `tolerations`. Needs git, Python 3.9 and PyYAML.
"""

import re
import subprocess
import sys

import yaml

VERSIONS = ["2.16", "2.17", "2.18", "2.19", "2.20"]
CHARTS = {
    "controlPlane": "charts/linkerd-control-plane",
    "crds": "charts/linkerd-crds",
    "multicluster": "multicluster/charts/linkerd-multicluster",
    "viz": "viz/charts/linkerd-viz",
}
PARTIALS = "charts/partials/templates"

ACTION = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
DEFINITION = re.compile(r'^\s*define\s+"([^"]+)"')
INCLUSION = re.compile(r'(?:include|template)\s+"([^"]+)"')
# `.Values.a.b`, `$tree.Values.a.b` and `(.Values.a).b`.
READ = re.compile(r"(?:\$\w*)?\.Values\.([\w.]+)\)?((?:\.[\w]+)*)")
# A mapping of which every member ends up in an object.
WHOLE = re.compile(
    r"toYaml (?:\$\w*)?\.Values\.([\w.]+)"
    r"|with (?:\$\w*)?\.Values\.([\w.]+) *-?\}\}[^{]{0,80}\{\{-? *toYaml \."
)
# What a template sets itself, whatever the values say.
SET = re.compile(r'set (?:\$\w*)?\.Values\.([\w.]+) +"(\w+)"')
# What templates read of the injector's and the CLI's own values, and one typing error (2.19).
INTERNAL = {
    "cliVersion",
    "image.version",
    "proxy.isGateway",
    "proxy.isIngress",
    "proxy.saMountPath",
    "proxy.tracing.enable",
    "proxyContainerName",
    "proxyInit.saMountPath",
}


class Clone:
    def __init__(self, folder):
        self.folder = folder

    def git(self, *arguments):
        command = ["git", "-C", self.folder, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def file(self, version, path):
        return self.git("show", f"version-{version}:{path}")

    def files(self, version, folder):
        names = self.git("ls-tree", "-r", "--name-only", f"version-{version}", f"{folder}/")
        return [self.file(version, name) for name in names.splitlines()]


def kind(value):
    """The letter of a default's kind; a null says nothing."""
    if value is None:
        return "a"
    if isinstance(value, bool):
        return "b"
    if isinstance(value, (int, float)):
        return "n"
    if isinstance(value, list):
        return "l"
    return "m" if isinstance(value, dict) else "s"


def is_open(mapping):
    """Whether the names of a mapping are the user's, such as labels of nodes."""
    return not mapping or any("." in str(key) for key in mapping)


def defaults(value, path=()):
    """Path and kind of every leaf of values.yaml; a mapping with names of the user's is one."""
    if isinstance(value, dict) and (not path or not is_open(value)):
        for key, member in value.items():
            yield from defaults(member, path + (str(key),))
    else:
        # Some charts have `{}` there, and hand it to a list.
        yield path, "l" if path[-1] == "tolerations" else kind(value)


def blocks(text):
    """The body of each `define` of a file of partials, by name."""
    starts = [m for m in ACTION.finditer(text) if DEFINITION.match(m.group(1))]
    ends = [m.start() for m in starts[1:]] + [len(text)]
    return {DEFINITION.match(m.group(1)).group(1): text[m.end() : e] for m, e in zip(starts, ends)}


def reachable(texts, partials):
    """The templates of a chart, and the partials that they include, directly or not."""
    seen, waiting = set(), list(texts)
    while waiting:
        text = waiting.pop()
        yield text
        for name in INCLUSION.findall(text):
            if name in partials and name not in seen:
                seen.add(name)
                waiting.append(partials[name])


def above(path):
    """Every path that leads to a path, shortest first."""
    return [path[:n] for n in range(1, len(path))]


def read_values(clone, folder, version):
    """What the templates read, and which mappings they hand over whole."""
    partials = {}
    for text in clone.files(version, PARTIALS):
        partials.update(blocks(text))
    read, whole, written = set(), set(), set()
    for text in reachable(clone.files(version, f"{folder}/templates"), partials):
        for name, rest in READ.findall(text):
            read.add(tuple((name + rest).strip(".").split(".")))
        for names in WHOLE.findall(text):
            whole.add(tuple("".join(names).split(".")))
        for name, key in SET.findall(text):
            written.add(tuple(name.split(".")) + (key,))
    internal = {tuple(name.split(".")) for name in INTERNAL}
    read = {path for path in read - written if internal.isdisjoint([*above(path), path])}
    return read, whole


def chart(clone, folder, version, declared):
    """Path and kind of every value of one version of a chart.

    `declared` holds what values.yaml has in any version: what one of them dropped is gone, even
    where a template still asks for it.
    """
    values = dict(defaults(yaml.safe_load(clone.file(version, f"{folder}/values.yaml"))))
    mappings = {shorter for path in values for shorter in above(path)}
    read, whole = read_values(clone, folder, version)
    for path in read - mappings - declared:
        if not any(shorter in values for shorter in above(path)):
            values[path] = "a"
    for path in whole & mappings:
        values[path] = "m"
    # Below what takes anything nothing is to be said.
    return {
        path: letter
        for path, letter in values.items()
        if not any(values.get(shorter) in ("a", "m") for shorter in above(path))
    }


def rows(clone, folder):
    """Path, kind, first and last version of each value; two rows where its kind changed."""
    declared = set()
    for version in VERSIONS:
        text = clone.file(version, f"{folder}/values.yaml")
        declared.update(path for path, _ in defaults(yaml.safe_load(text)))
    found = {}
    for number, version in enumerate(VERSIONS):
        for path, letter in chart(clone, folder, version, declared).items():
            spans = found.setdefault(path, [])
            if spans and spans[-1][0] == letter and spans[-1][2] == number - 1:
                spans[-1][2] = number
            else:
                spans.append([letter, number, number])
    for path in sorted(found):
        for letter, first, last in found[path]:
            since = "" if first == 0 else VERSIONS[first]
            until = "" if last == len(VERSIONS) - 1 else VERSIONS[last]
            span = f" {since}-{until}" if since or until else ""
            yield f"{'.'.join(path)} {letter}{span}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    clone = Clone(sys.argv[1])
    print("// Written by scripts/chart-values.py from linkerd/linkerd2, tags version-2.16 to 2.20.")
    print()
    print("extension Chart {")
    print("  /// A line a value: its path, a letter for the kind of its default, and the versions")
    print("  /// that have it where those are not all.")
    print("  var table: StaticString {")
    print("    switch self {")
    for name, folder in CHARTS.items():
        print(f"    case .{name}:")
        print('      """')
        for row in rows(clone, folder):
            print(f"      {row}")
        print('      """')
    print("    }")
    print("  }")
    print("}")


main()
