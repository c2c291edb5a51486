#!/usr/bin/env python3
"""Writes schemas/: what the API server asks of the kinds that Mooring knows by itself.

    scripts/kind-schemas.py CLONES

CLONES is a folder that holds a clone of each repository below under its name: CLONES/traefik,
CLONES/cert-manager. Custom kinds are read from their definitions at the tags below; Kubernetes' own
from its OpenAPI document, and from its Go types, which alone say what words a field takes. Needs git,
Python 3.9 and PyYAML.

The form: a line a value, indented by a space a level. It gives the name, with '!' where it must be
there, the type, and what else holds, as words and as 'keyword=JSON'. '[]' are the elements of a list,
'{}' the members of a free mapping, '*allOf' and its like a choice of that keyword, '@Name' a type of
the same file. What controllers write, 'status', is left open.
"""

import json
import pathlib
import re
import subprocess
import sys

import yaml

# File, repository, tag, and the definitions: paths, or a folder and what names in it begin with.
CUSTOM = [
    ("kustomize.toolkit.fluxcd.io", "kustomize-controller", "v1.9.4", ["config/crd/bases/"]),
    ("helm.toolkit.fluxcd.io", "helm-controller", "v1.6.3", ["config/crd/bases/"]),
    ("source.toolkit.fluxcd.io", "source-controller", "v1.9.1", ["config/crd/bases/"]),
    ("notification.toolkit.fluxcd.io", "notification-controller", "v1.9.3", ["config/crd/bases/"]),
    ("fluxcd.controlplane.io", "flux-operator", "v0.58.1", ["config/crd/bases/"]),
    (
        "traefik.io",
        "traefik",
        "v3.7.9",
        ["docs/content/reference/dynamic-configuration/traefik.io_"],
    ),
    (
        "monitoring.coreos.com",
        "prometheus-operator",
        "v0.93.0",
        [
            f"example/prometheus-operator-crd/monitoring.coreos.com_{kind}s.yaml"
            for kind in ["podmonitor", "probe", "prometheusrule", "servicemonitor"]
        ],
    ),
    ("cert-manager.io", "cert-manager", "v1.21.1", ["deploy/crds/cert-manager.io_"]),
    ("trust.cert-manager.io", "trust-manager", "v0.24.0", ["deploy/crds/trust.cert-manager.io_"]),
    ("trust-manager.io", "trust-manager", "v0.24.0", ["deploy/crds/trust-manager.io_"]),
    (
        "external-secrets.io",
        "external-secrets",
        "v2.9.0",
        [
            f"config/crds/bases/external-secrets.io_{kind}s.yaml"
            for kind in ["clusterexternalsecret", "externalsecret", "pushsecret"]
        ]
        + [
            f"config/crds/bases/external-secrets.io_{kind}s.yaml"
            for kind in ["clustersecretstore", "secretstore"]
        ],
    ),
    ("bitnami.com", "sealed-secrets", "v0.36.6", ["helm/sealed-secrets/crds/"]),
    (
        "gateway.networking.k8s.io",
        "gateway-api",
        "v1.6.1",
        ["config/crd/standard/gateway.networking.k8s.io_"],
    ),
    ("policy.linkerd.io", "linkerd2", "version-2.20", ["charts/linkerd-crds/templates/policy/"]),
    (
        "linkerd.io",
        "linkerd2",
        "version-2.20",
        ["charts/linkerd-crds/templates/serviceprofile.yaml"],
    ),
    (
        "workload.linkerd.io",
        "linkerd2",
        "version-2.20",
        ["charts/linkerd-crds/templates/workload/external-workload.yaml"],
    ),
    (
        "multicluster.linkerd.io",
        "linkerd2",
        "version-2.20",
        ["multicluster/charts/linkerd-multicluster/templates/link-crd.yaml"],
    ),
]

# Kubernetes 1.36, in a clone of openshift/microshift, which carries it whole.
KUBERNETES = ("microshift", "ab25d11482f8984db7b860ed44c6955f231cf18f")
KUBERNETES_FOLDER = "deps/github.com/openshift/kubernetes"
GROUPS = {
    "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps",
    "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io",
    "flowcontrol.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy",
    "rbac.authorization.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
}  # fmt: skip
META = "io.k8s.apimachinery.pkg.apis.meta.v1."
EXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
# Definitions whose form is in no document.
SPECIAL = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
    "io.k8s.apimachinery.pkg.runtime.RawExtension": "any",
    META + "FieldsV1": "any",
    META + "ObjectMeta": "metadata",
    EXTENSIONS + "JSON": "any",
    EXTENSIONS + "JSONSchemaPropsOrBool": "any",
    EXTENSIONS + "JSONSchemaPropsOrArray": "any",
    EXTENSIONS + "JSONSchemaPropsOrStringArray": "any",
}
# Filled in by the server where it is left out, whatever the document says.
FILLED_IN = {("RoleRef", "apiGroup"), ("StatefulSetSpec", "serviceName")}
# Asked for by the server, and not by the document.
ASKED_FOR = {
    ("Container", "image"),
    ("EphemeralContainer", "image"),
    ("IngressClassSpec", "controller"),
    ("PersistentVolumeClaimSpec", "accessModes"),
}
PORT = {"minimum": 1, "maximum": 65535}
FREE_PORT = {"minimum": 0, "maximum": 65535}
COUNT = {"minimum": 0}
SOME = {"minItems": 1}
LABEL = {"pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63}
LABEL_OR_NONE = {"pattern": "^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$", "maxLength": 63}
SELECTOR_OPERATORS = {"enum": ["DoesNotExist", "Exists", "In", "NotIn"]}
# Limits that the server has in code (k8s.io/kubernetes/pkg/apis).
LIMITS = {
    ("ContainerPort", "containerPort"): PORT,
    ("ContainerPort", "hostPort"): FREE_PORT,
    ("ServicePort", "port"): PORT,
    ("ServicePort", "nodePort"): FREE_PORT,
    ("ServiceBackendPort", "number"): FREE_PORT,
    ("GRPCAction", "port"): PORT,
    ("JobSpec", "activeDeadlineSeconds"): COUNT,
    ("JobSpec", "backoffLimit"): COUNT,
    ("JobSpec", "completions"): COUNT,
    ("JobSpec", "parallelism"): COUNT,
    ("JobSpec", "ttlSecondsAfterFinished"): COUNT,
    ("CronJobSpec", "startingDeadlineSeconds"): COUNT,
    ("CronJobSpec", "successfulJobsHistoryLimit"): COUNT,
    ("CronJobSpec", "failedJobsHistoryLimit"): COUNT,
    ("DeploymentSpec", "replicas"): COUNT,
    ("StatefulSetSpec", "replicas"): COUNT,
    ("ReplicaSetSpec", "replicas"): COUNT,
    ("DeploymentSpec", "revisionHistoryLimit"): COUNT,
    ("Probe", "initialDelaySeconds"): COUNT,
    ("Probe", "timeoutSeconds"): COUNT,
    ("Probe", "periodSeconds"): COUNT,
    ("Probe", "successThreshold"): COUNT,
    ("Probe", "failureThreshold"): COUNT,
    ("PodSpec", "terminationGracePeriodSeconds"): COUNT,
    ("PodSpec", "containers"): SOME,
    ("Container", "name"): LABEL,
    ("Volume", "name"): LABEL,
    ("ContainerPort", "name"): {"pattern": "^([a-z0-9]+(-[a-z0-9]+)*)?$", "maxLength": 15},
    ("ServicePort", "name"): LABEL_OR_NONE,
    ("LabelSelectorRequirement", "operator"): SELECTOR_OPERATORS,
    ("CronJobSpec", "schedule"): {
        "pattern": r"^\s*(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every .+"
        r"|\S+(\s+\S+){4})\s*$"
    },
    ("HTTPIngressRuleValue", "paths"): SOME,
    ("NetworkPolicySpec", "policyTypes"): {"maxItems": 2},
    ("HorizontalPodAutoscalerSpec", "maxReplicas"): {"minimum": 1},
    ("PersistentVolumeClaimSpec", "accessModes"): SOME,
    ("PolicyRule", "verbs"): SOME,
    ("RoleRef", "apiGroup"): {"enum": ["rbac.authorization.k8s.io"]},
    ("RoleRef", "kind"): {"enum": ["ClusterRole", "Role"]},
    ("Subject", "kind"): {"enum": ["Group", "ServiceAccount", "User"]},
    ("MutatingWebhook", "admissionReviewVersions"): SOME,
    ("ValidatingWebhook", "admissionReviewVersions"): SOME,
    ("RuleWithOperations", "apiGroups"): SOME,
    ("RuleWithOperations", "apiVersions"): SOME,
    ("RuleWithOperations", "operations"): SOME,
    ("RuleWithOperations", "resources"): SOME,
}


def rule(source, message):
    return {"message": message, "rule": source}


def one_of(fields, message):
    given = ", ".join(f"has(self.{field})" for field in fields)
    return rule(f"[{given}].exists_one(x, x)", message)


SELECTED = rule(
    "!has(self.selector) || !has(self.selector.matchLabels)"
    " || self.selector.matchLabels.all(k, has(self.template.metadata)"
    " && has(self.template.metadata.labels) && k in self.template.metadata.labels"
    " && self.template.metadata.labels[k] == self.selector.matchLabels[k])",
    "the labels of 'template' must have all that 'selector' asks for",
)
NOT_ALL = rule(
    "!has(self.selector) || (has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0)"
    " || (has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0)",
    "'selector' must ask for a label",
)
ALWAYS = rule(
    "!has(self.template.spec) || !has(self.template.spec.restartPolicy)"
    " || self.template.spec.restartPolicy == 'Always'",
    "pods that are kept running have the restartPolicy 'Always'",
)


def mounted(containers, also=""):
    pod = "self.template.spec"
    return rule(
        f"!has({pod}) || !has({pod}.{containers}) || {pod}.{containers}.all(c, !has(c.volumeMounts)"
        f" || c.volumeMounts.all(m, (has({pod}.volumes) && {pod}.volumes.exists(v, v.name == m.name))"
        f"{also}))",
        f"'volumeMounts' of '{containers}' name a volume that is not among 'volumes'",
    )


MOUNTED = [mounted("containers"), mounted("initContainers")]
CLAIMED = (
    " || (has(self.volumeClaimTemplates) && self.volumeClaimTemplates.exists(t,"
    " has(t.metadata) && has(t.metadata.name) && t.metadata.name == m.name))"
)
# Rules that the server has in code, by the type that they judge. Only those that people break.
RULES = {
    "DaemonSetSpec": [SELECTED, NOT_ALL, ALWAYS, *MOUNTED],
    "DeploymentSpec": [SELECTED, NOT_ALL, ALWAYS, *MOUNTED],
    "ReplicaSetSpec": [SELECTED, NOT_ALL, ALWAYS, *MOUNTED],
    "StatefulSetSpec": [
        SELECTED,
        NOT_ALL,
        ALWAYS,
        mounted("containers", CLAIMED),
        mounted("initContainers", CLAIMED),
    ],
    "JobSpec": [
        rule(
            "has(self.template.spec) && has(self.template.spec.restartPolicy)"
            " && self.template.spec.restartPolicy in ['Never', 'OnFailure']",
            "the pods of a Job need the restartPolicy 'Never' or 'OnFailure'",
        ),
        *MOUNTED,
    ],
    "EnvVar": [
        rule(
            "!has(self.valueFrom) || !has(self.value) || self.value == ''",
            "'value' and 'valueFrom' exclude each other",
        )
    ],
    "EnvVarSource": [
        one_of(
            ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"],
            "expected one source",
        )
    ],
    "Probe": [
        one_of(
            ["exec", "grpc", "httpGet", "tcpSocket"],
            "expected one of 'exec', 'grpc', 'httpGet' and 'tcpSocket'",
        )
    ],
    "LabelSelectorRequirement": [
        rule(
            "(has(self.values) && size(self.values) > 0) == (self.operator in ['In', 'NotIn'])",
            "'In' and 'NotIn' need 'values', and the others take none",
        )
    ],
    "ServiceSpec": [
        rule(
            "(has(self.ports) && size(self.ports) > 0)"
            " || (has(self.type) && self.type == 'ExternalName')"
            " || (has(self.clusterIP) && self.clusterIP == 'None')"
            " || (has(self.clusterIPs) && 'None' in self.clusterIPs)",
            "'ports' must have a port",
        ),
        rule(
            "!has(self.ports) || size(self.ports) < 2"
            " || self.ports.all(p, has(p.name) && p.name != '')",
            "of several ports each needs a 'name'",
        ),
        rule(
            "!has(self.ports) || self.ports.all(p, !has(p.name) || p.name == ''"
            " || self.ports.exists_one(q, has(q.name) && q.name == p.name))",
            "two ports have the same 'name'",
        ),
        rule(
            "!has(self.ports) || (has(self.type) && self.type in ['LoadBalancer', 'NodePort'])"
            " || self.ports.all(p, !has(p.nodePort) || p.nodePort == 0)",
            "'nodePort' needs the type 'NodePort' or 'LoadBalancer'",
        ),
        rule(
            "!has(self.type) || self.type != 'ExternalName'"
            " || (has(self.externalName) && self.externalName != '')",
            "the type 'ExternalName' needs 'externalName'",
        ),
    ],
    "IngressSpec": [
        rule(
            "has(self.defaultBackend) || (has(self.rules) && size(self.rules) > 0)",
            "expected 'rules' or 'defaultBackend'",
        )
    ],
    "IngressBackend": [one_of(["resource", "service"], "expected one of 'resource' and 'service'")],
    "IngressServiceBackend": [
        rule(
            "has(self.port) && (has(self.port.name) && self.port.name != '')"
            " != (has(self.port.number) && self.port.number != 0)",
            "'port' must have one of 'name' and 'number'",
        )
    ],
    "HTTPIngressPath": [
        rule(
            "has(self.path) && self.path != '' ? self.path.startsWith('/')"
            " : self.pathType == 'ImplementationSpecific'",
            "'path' must begin with '/'",
        )
    ],
    "NetworkPolicyPeer": [
        rule(
            "has(self.ipBlock) != (has(self.namespaceSelector) || has(self.podSelector))",
            "expected selectors, or 'ipBlock' alone",
        )
    ],
    "NetworkPolicyPort": [
        rule(
            "!has(self.endPort)"
            " || (has(self.port) && type(self.port) == int && self.endPort >= self.port)",
            "'endPort' needs a 'port' that is a number, and no greater one",
        )
    ],
    "PodDisruptionBudgetSpec": [
        rule(
            "!has(self.minAvailable) || !has(self.maxUnavailable)",
            "'minAvailable' and 'maxUnavailable' exclude each other",
        )
    ],
    "HorizontalPodAutoscalerSpec": [
        rule(
            "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
            "'maxReplicas' must not be below 'minReplicas'",
        )
    ],
    "PersistentVolumeClaimSpec": [
        rule(
            "has(self.resources) && has(self.resources.requests)"
            " && 'storage' in self.resources.requests",
            "'resources.requests' must have 'storage'",
        )
    ],
    "PolicyRule": [
        rule(
            "has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0"
            " || (has(self.apiGroups) && size(self.apiGroups) > 0)",
            "'apiGroups' must have a group, which is '' for Pods, Services and their like",
        ),
        rule(
            "has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0"
            " || (has(self.resources) && size(self.resources) > 0)",
            "'resources' must have a resource",
        ),
        rule(
            "!has(self.nonResourceURLs) || size(self.nonResourceURLs) == 0"
            " || !((has(self.apiGroups) && size(self.apiGroups) > 0)"
            " || (has(self.resources) && size(self.resources) > 0)"
            " || (has(self.resourceNames) && size(self.resourceNames) > 0))",
            "a rule for 'nonResourceURLs' takes no 'apiGroups' and no resources",
        ),
    ],
    "Role": [
        rule(
            "!has(self.rules) || self.rules.all(r, !has(r.nonResourceURLs)"
            " || size(r.nonResourceURLs) == 0)",
            "'nonResourceURLs' need a ClusterRole",
        )
    ],
    "ClusterRoleBinding": [
        rule(
            "!has(self.subjects) || self.subjects.all(s, s.kind != 'ServiceAccount'"
            " || (has(s.namespace) && s.namespace != ''))",
            "a ServiceAccount among 'subjects' needs its 'namespace'",
        ),
        rule("self.roleRef.kind == 'ClusterRole'", "'roleRef' must name a ClusterRole"),
    ],
    "Subject": [
        rule(
            "!has(self.apiGroup) || self.apiGroup == ''"
            " || (self.kind != 'ServiceAccount' && self.apiGroup == 'rbac.authorization.k8s.io')",
            "'apiGroup' is '' of a ServiceAccount, and otherwise 'rbac.authorization.k8s.io'",
        )
    ],
    "WebhookClientConfig": [one_of(["service", "url"], "expected one of 'service' and 'url'")],
    "Secret": [
        rule(
            "!has(self.type) || self.type != 'kubernetes.io/tls' || ['tls.crt', 'tls.key'].all(k,"
            " (has(self.data) && k in self.data) || (has(self.stringData) && k in self.stringData))",
            "the type 'kubernetes.io/tls' needs 'tls.crt' and 'tls.key'",
        )
    ],
}

KEYWORDS = [
    "format", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "minProperties", "maxProperties",
    "uniqueItems", "default",
]  # fmt: skip


class Clone:
    def __init__(self, folder):
        self.folder = folder

    def git(self, *arguments):
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def file(self, revision, path):
        return self.git("show", f"{revision}:{path}")

    def names(self, revision, prefix):
        folder = prefix[: prefix.rfind("/") + 1]
        names = self.git("ls-tree", "-r", "--name-only", revision, folder).splitlines()
        return [name for name in names if name.startswith(prefix) and name.endswith(".yaml")]


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def words(schema):
    """The type of a value, and what else holds of it."""
    if schema.get("x-kubernetes-int-or-string"):
        found = ["int-or-string"]
    else:
        found = [schema.get("type", "any")]
    if schema.get("nullable"):
        found.append("nullable")
    if schema.get("x-kubernetes-preserve-unknown-fields") or schema.get("additionalProperties") is True:
        found.append("open")
    if schema.get("x-kubernetes-embedded-resource"):
        found.append("embedded")
    found += [f"{key}={compact(schema[key])}" for key in KEYWORDS if key in schema]
    kind = schema.get("x-kubernetes-list-type")
    if kind in ("set", "map"):
        found.append(f"listType={compact(kind)}")
    if kind == "map":
        found.append(f"listMapKeys={compact(schema.get('x-kubernetes-list-map-keys', []))}")
    for rule in schema.get("x-kubernetes-validations", []):
        found.append(f"rule={compact(rule)}")
    return found


def lines(name, schema, depth):
    """The lines of a value and of all within it."""
    yield " " * depth + " ".join([name, *words(schema)])
    yield from inner_lines(schema, depth + 1)


def inner_lines(schema, depth):
    required = set(schema.get("required", []))
    properties = schema.get("properties", {})
    for name in sorted(properties):
        yield from lines(name + "!" * (name in required), properties[name], depth)
    for name in sorted(required - set(properties)):
        yield " " * depth + f"{name}!"
    if isinstance(schema.get("items"), dict):
        yield from lines("[]", schema["items"], depth)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from lines("{}", schema["additionalProperties"], depth)
    for keyword in ["allOf", "anyOf", "oneOf"]:
        for choice in schema.get(keyword, []):
            yield from lines(f"*{keyword}", choice, depth)
    if "not" in schema:
        yield from lines("*not", schema["not"], depth)


def custom_kinds(clone, revision, sources):
    for source in sources:
        for path in clone.names(revision, source):
            # Some are templates of Helm, whose own lines hold labels and nothing else.
            text = "\n".join(l for l in clone.file(revision, path).split("\n") if "{{" not in l)
            for document in yaml.load_all(text, Loader=yaml.CSafeLoader):
                if document and document.get("kind") == "CustomResourceDefinition":
                    yield document["spec"]


def write_custom(clones, folder):
    for name, repository, revision, sources in CUSTOM:
        text = [f"# {name}, from {repository} {revision} by scripts/kind-schemas.py"]
        kinds = sorted(
            custom_kinds(Clone(clones / repository), revision, sources),
            key=lambda spec: spec["names"]["kind"],
        )
        for spec in kinds:
            scope = "namespaced" if spec["scope"] == "Namespaced" else "cluster"
            for version in sorted(spec["versions"], key=lambda version: version["name"]):
                if not version["served"] or spec["group"] != name:
                    continue
                schema = version["schema"]["openAPIV3Schema"]
                for implied in ["apiVersion", "kind"]:
                    schema["properties"].pop(implied, None)
                metadata = schema["properties"].pop("metadata", {})
                if "properties" in metadata:
                    # The server has a schema of its own for metadata; this one narrows it.
                    narrowed = {"properties": {"metadata": {"properties": metadata["properties"]}}}
                    schema["allOf"] = schema.get("allOf", []) + [narrowed]
                if "status" in schema["properties"]:
                    schema["properties"]["status"] = {}
                kind = spec["names"]["kind"]
                head = f"kind {name}/{version['name']} {kind} {scope}"
                text.append(f"\n{head} {' '.join([*words(schema), 'embedded'])}")
                text += inner_lines(schema, 1)
        (folder / f"{name}.schema").write_text("\n".join(text) + "\n")


class GoTypes:
    """The words that fields of Kubernetes' kinds take, by definition and field."""

    def __init__(self, clone, revision):
        self.enums = {}
        self.structs = {}
        base = f"{KUBERNETES_FOLDER}/staging/src/k8s.io/api/"
        for path in clone.git("ls-tree", "-r", "--name-only", revision, base).splitlines():
            if not path.endswith("/types.go"):
                continue
            package = ".".join(path[len(base) : -len("/types.go")].split("/"))
            self.read(package, clone.file(revision, path))

    def read(self, package, text):
        marked = set(re.findall(r"// \+enum\n(?://.*\n)*type (\w+) string", text))
        for enum in marked:
            given = re.findall(rf"^\s+\w+\s+{enum}\s+=\s+(.*)", text, re.MULTILINE)
            given += re.findall(rf"^\s+\w+\s+=\s+{enum}\((.*)\)", text, re.MULTILINE)
            values = [re.fullmatch(r'"([^"]*)"(?: *//.*)?', value) for value in given]
            # One that is given by another package's constant would be missing.
            if values and all(values):
                self.enums[package, enum] = sorted({value[1] for value in values})
        for name, body in re.findall(r"^type (\w+) struct \{\n(.*?)^\}", text, re.M | re.S):
            fields = re.findall(r"^\s+(?:\w+\s+)?([*\[\]\w.]+)\s+`json:\"([^\"]*)\"", body, re.M)
            self.structs[package, name] = fields

    def words(self, package, struct):
        """Field to its words, and whether it is a list of them."""
        found = {}
        for kind, tag in self.structs.get((package, struct), []):
            field = tag.split(",")[0]
            name = kind.lstrip("*[]")
            if not field and ",inline" in tag:
                found.update(self.words(package, name))
                continue
            home = package
            if "." in name:
                alias, name = name.split(".")
                home = "core.v1" if alias in ("v1", "corev1", "core", "apiv1") else None
            if (home, name) in self.enums:
                found[field] = (self.enums[home, name], kind.startswith("[]"))
        return found


class OpenAPI:
    def __init__(self, document, types):
        self.definitions = document["definitions"]
        self.types = types
        self.used = {}

    @staticmethod
    def short(name):
        return name[len("io.k8s.") :].replace("apimachinery.pkg.apis.", "").replace(
            "apiextensions-apiserver.pkg.apis.", ""
        ).replace("kube-aggregator.pkg.apis.", "").replace("api.", "", 1)

    def kinds(self, document):
        """Kinds that can be created, with their definition and scope."""
        found = {}
        for path, operations in document["paths"].items():
            post = operations.get("post")
            if not post or post.get("x-kubernetes-action") != "post":
                continue
            # Subresources and reviews are no objects that anybody keeps.
            if re.search(r"\{name\}/|/(bindings|binding|.*reviews)$", path):
                continue
            gvk = post["x-kubernetes-group-version-kind"]
            if gvk["group"] not in GROUPS or not re.fullmatch(r"v\d+", gvk["version"]):
                continue
            body = next(p for p in post["parameters"] if p["in"] == "body")
            name = body["schema"]["$ref"].split("/")[-1]
            key = (gvk["group"], gvk["version"], gvk["kind"])
            namespaced = "/namespaces/{namespace}/" in path
            found[key] = (name, namespaced or found.get(key, (name, False))[1])
        return found

    def words(self, struct, field, schema):
        """A value, but for its name."""
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            if name in SPECIAL:
                return [SPECIAL[name]]
            target = self.definitions[name]
            if target.get("type") != "object":
                return words(target)
            self.used[name] = True
            return [f"@{self.short(name)}"]
        limits = LIMITS.get((struct, field), {})
        return words({**schema, **limits})

    def lines(self, struct, name, field, schema, depth, allowed=None):
        if allowed and not allowed[1]:
            schema = {**schema, "enum": allowed[0]}
        yield " " * depth + " ".join([name, *self.words(struct, field, schema)])
        if isinstance(schema.get("items"), dict):
            items = schema["items"]
            if allowed and allowed[1]:
                items = {**items, "enum": allowed[0]}
            yield from self.lines(struct, "[]", "", items, depth + 1)
        if isinstance(schema.get("additionalProperties"), dict):
            yield from self.lines(struct, "{}", "", schema["additionalProperties"], depth + 1)

    def fields(self, name, leave_out=()):
        definition = self.definitions[name]
        package, struct = name.rsplit(".", 1)
        words_of = self.types.words(package.replace("io.k8s.api.", ""), struct)
        required = set(definition.get("required", []))
        for field, schema in sorted(definition.get("properties", {}).items()):
            if field in leave_out:
                continue
            asked = field in required and (struct, field) not in FILLED_IN
            asked = asked or (struct, field) in ASKED_FOR
            if field == "status" and leave_out:
                schema = {}
            mark = field + "!" * asked
            yield from self.lines(struct, mark, field, schema, 1, words_of.get(field))


def ruled(schema, struct):
    return {**schema, "x-kubernetes-validations": RULES.get(struct, [])}


def write_kubernetes(clones, folder):
    repository, revision = KUBERNETES
    clone = Clone(clones / repository)
    document = json.loads(clone.file(revision, f"{KUBERNETES_FOLDER}/api/openapi-spec/swagger.json"))
    api = OpenAPI(document, GoTypes(clone, revision))
    text = ["# Kubernetes 1.36's own kinds, by scripts/kind-schemas.py"]
    for (group, version, kind), (name, namespaced) in sorted(api.kinds(document).items()):
        scope = "namespaced" if namespaced else "cluster"
        api_version = f"{group}/{version}" if group else version
        rules = words(ruled({"type": "object"}, kind))[1:]
        text.append(f"\nkind {api_version} {kind} {scope} {' '.join(['object', 'embedded', *rules])}")
        text += api.fields(name, ("apiVersion", "kind", "metadata"))
    written = set()
    while set(api.used) - written:
        for name in sorted(set(api.used) - written):
            written.add(name)
            definition = api.definitions[name]
            definition = ruled(definition, name.rsplit(".", 1)[-1])
            text.append(f"\ntype {api.short(name)} {' '.join(words(definition))}")
            text += api.fields(name)
    (folder / "kubernetes.schema").write_text("\n".join(text) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    clones = pathlib.Path(sys.argv[1])
    folder = pathlib.Path(__file__).parent.parent / "schemas"
    write_custom(clones, folder)
    write_kubernetes(clones, folder)


main()
