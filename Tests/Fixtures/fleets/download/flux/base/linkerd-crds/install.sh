#!/usr/bin/env bash
# Installs or upgrades the Linkerd CRDs of one cluster, and ends when the API serves them.
#
# It may run any number of times: what it applies depends on the declared values alone. Whatever
# goes wrong ends it with a sentence on stderr and an exit code that is not 0; the Job then runs it
# again, so that it fails only for as long as the world is not ready.
#
# Environment
#   LINKERD_VERSION            the edge tag that the CLI must be of, such as edge-25.10.7
#   LINKERD_NAMESPACE          namespace of the control plane
#   GATEWAY_API_OWNER          mooring, k3s or external: who brings the Gateway API CRDs
#   LINKERD_CLI                the CLI (default: linkerd, searched in PATH)
#   LINKERD_VALUES             values of the chart linkerd-crds (default: /values/values.yaml)
#   API_TIMEOUT_SECONDS        how long to wait for the API to answer (default: 300)
#   GATEWAY_API_TIMEOUT_SECONDS  … for CRDs that someone else brings (default: 600)
#   CLI_TIMEOUT_SECONDS        … for one call of the CLI (default: 120)
#   ESTABLISHED_TIMEOUT_SECONDS  … for the applied CRDs to be served (default: 120)
#   POLL_SECONDS               pause between two looks (default: 5)
#   HOME, TMPDIR               writable folders: the root file system may be read-only
#
# Needs bash, kubectl and, from the base system (GNU or busybox), mktemp, rm, sleep and timeout.
set -euo pipefail

say() { printf 'linkerd-crds: %s\n' "$*"; }

fail() {
  printf 'linkerd-crds: error: %s\n' "$*" >&2
  exit 1
}

: "${LINKERD_VERSION:?is not set}" "${LINKERD_NAMESPACE:?is not set}"
: "${GATEWAY_API_OWNER:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
[[ -r "${values}" ]] || fail "there is no readable file '${values}'"
linkerd="${LINKERD_CLI:-linkerd}"
cli_timeout="${CLI_TIMEOUT_SECONDS:-120}"
kubectl=(kubectl --request-timeout=30s)

# A pod whose container restarts keeps its /tmp, so each run tidies up after itself.
work="$(mktemp -d "${TMPDIR:-/tmp}/linkerd-crds.XXXXXX")"
trap 'rm -rf "${work}"' EXIT
# The first process of a container ignores these signals unless it asks for them.
trap 'exit 143' TERM INT

# wait_until SECONDS WHAT COMMAND…: runs the command until it succeeds; its last words explain why
# it never did.
wait_until() {
  local seconds="$1" what="$2" announced=""
  shift 2
  local deadline=$((SECONDS + seconds))
  until "$@" >"${work}/answer" 2>"${work}/complaint"; do
    if ((SECONDS >= deadline)); then
      fail "gave up waiting for ${what} after ${seconds} seconds: $(<"${work}/complaint")"
    fi
    [[ -n "${announced}" ]] || say "waiting for ${what}, at most ${seconds} seconds"
    announced=yes
    sleep "${POLL_SECONDS:-5}"
  done
}

version="$("${linkerd}" version --client --short)" || fail "cannot run the CLI '${linkerd}'"
[[ "${version}" == "${LINKERD_VERSION}" ]] ||
  fail "the CLI '${linkerd}' is of '${version}', but '${LINKERD_VERSION}' is declared"

# The CLI itself asks once and gives up (KubernetesAPIChecks, pkg/healthcheck/healthcheck.go).
wait_until "${API_TIMEOUT_SECONDS:-300}" "the Kubernetes API" \
  "${kubectl[@]}" get --raw /version

case "${GATEWAY_API_OWNER}" in
  mooring) ;;
  k3s | external)
    # From 2.18 the CLI refuses to render where they are neither there nor to be installed
    # (validateFinalValues, cli/cmd/install.go at version-2.18).
    wait_until "${GATEWAY_API_TIMEOUT_SECONDS:-600}" \
      "the Gateway API CRDs, which '${GATEWAY_API_OWNER}' brings" \
      "${kubectl[@]}" get --output=name \
      customresourcedefinition/httproutes.gateway.networking.k8s.io
    ;;
  *) fail "GATEWAY_API_OWNER is '${GATEWAY_API_OWNER}', not one of mooring, k3s, external" ;;
esac

# 'install --crds' refuses where this ConfigMap is, 'upgrade --crds' never looks for it
# (checkNoConfig, cli/cmd/install.go). Both honour --values, from 2.16 on: renderCRDs merges them
# there, whatever the remark in upgrade.go says ("The CRD chart is not configurable").
config="$("${kubectl[@]}" get configmap linkerd-config --namespace="${LINKERD_NAMESPACE}" \
  --ignore-not-found --output=name)" ||
  fail "cannot tell whether Linkerd is there already: ConfigMap 'linkerd-config' cannot be read"
verb=install
[[ -z "${config}" ]] || verb=upgrade

# To a file, not through a pipe: half a document must never be applied. 'timeout', because the
# client of 'upgrade' has none (k8s.NewAPI with 0, cli/cmd/upgrade.go); by KILL, which nothing holds
# back.
say "running 'linkerd ${verb} --crds' of ${LINKERD_VERSION}"
manifest="${work}/crds.yaml"
timeout -s KILL "${cli_timeout}" "${linkerd}" "${verb}" --crds \
  --linkerd-namespace="${LINKERD_NAMESPACE}" --values="${values}" >"${manifest}" ||
  fail "'linkerd ${verb} --crds' failed, or took more than ${cli_timeout} seconds"
[[ -s "${manifest}" ]] || fail "'linkerd ${verb} --crds' gave no output"

"${kubectl[@]}" create --dry-run=client --validate=false --output=name \
  --filename="${manifest}" >"${work}/names" ||
  fail "the output of 'linkerd ${verb} --crds' cannot be read as Kubernetes objects"
mapfile -t crds <"${work}/names"

# What follows takes every field over by force, so look first whose the Gateway API CRDs are. From
# 2.18 the CLI does this for HTTPRoute and GRPCRoute (checkGatewayAPICRDs, cli/cmd/install.go);
# before, and for TLSRoute and TCPRoute, it would replace those of K3s or of a newer release.
# Linkerd marks its own by an annotation: 'linkerd/cli …' or 'linkerd/helm …'.
for crd in "${crds[@]}"; do
  case "${crd}" in
    customresourcedefinition.apiextensions.k8s.io/*.gateway.networking.k8s.io)
      found="$("${kubectl[@]}" get "${crd}" --ignore-not-found \
        --output='jsonpath={.metadata.name} {.metadata.annotations.linkerd\.io/created-by}')" ||
        fail "cannot tell who installed '${crd#*/}'"
      [[ -z "${found}" || "${found}" == *" linkerd/"* ]] ||
        fail "someone else installed '${crd#*/}', and the declared values would replace it:" \
          "declare who brings the Gateway API, or disable that route in the values of linkerd-crds"
      ;;
    customresourcedefinition.apiextensions.k8s.io/*) ;;
    *) fail "'linkerd ${verb} --crds' gave '${crd}', which is not a CRD" ;;
  esac
done

# Server-side, since a client-side apply keeps a copy of each object in its annotations, which end at
# 262144 bytes: the CRD of HTTPRoute has 205954 as JSON in 2.19. It is also a PATCH by name and
# nothing else, so the ServiceAccount needs no more than the names of the CRDs.
# By force, since CRDs that people, the CLI's own instructions or Helm applied before belong to
# 'kubectl-client-side-apply' or 'helm', and every version changes fields of theirs: without it each
# upgrade of such a cluster ends in a conflict that no retry resolves. kubectl then moves the fields
# of a client-side apply to this manager, so that those a new version drops go away.
"${kubectl[@]}" apply --server-side --force-conflicts --field-manager=mooring \
  --filename="${manifest}" ||
  fail "the API did not take all of the CRDs; what it said is above"

# Looking once, again and again: left to wait by itself, kubectl gives up at once on a CRD that is
# so new that it has no conditions yet.
wait_until "${ESTABLISHED_TIMEOUT_SECONDS:-120}" "the CRDs to be established" \
  "${kubectl[@]}" wait --for=condition=Established --timeout=0 "${crds[@]}"
say "${verb} of ${LINKERD_VERSION} is done: ${#crds[@]} CRDs are established"
