#!/usr/bin/env bash
# What the scripts of all Jobs start with; they source it by '. "${BASH_SOURCE[0]%/*}/job.sh" NAME',
# NAME being what their messages begin with.
#
# Sets `work` (a folder that goes with the script), `kubectl` (an array: for calls that answer at
# once), `linkerd` (the CLI) and `here` (the flag of the control plane's namespace).
#
# Environment
#   LINKERD_VERSION      the edge tag that the CLI must be of, such as edge-25.10.7
#   LINKERD_NAMESPACE    namespace of the control plane
#   LINKERD_CLI          the CLI (default: linkerd, searched in PATH)
#   API_TIMEOUT_SECONDS  how long to wait for the API to answer (default: 300)
#   CLI_TIMEOUT_SECONDS  … for one call of the CLI (default: 120)
#   POLL_SECONDS         pause between two looks (default: 5)
#   HOME, TMPDIR         writable folders: the root file system may be read-only
#
# Needs bash, kubectl and, from the base system (GNU or busybox), mktemp, rm, sleep and timeout.
set -euo pipefail

job="$1"

say() { printf '%s: %s\n' "${job}" "$*"; }

fail() {
  printf '%s: error: %s\n' "${job}" "$*" >&2
  exit 1
}

: "${LINKERD_VERSION:?is not set}" "${LINKERD_NAMESPACE:?is not set}"
linkerd="${LINKERD_CLI:-linkerd}"
cli_timeout="${CLI_TIMEOUT_SECONDS:-120}"
kubectl=(kubectl --request-timeout=30s)
# shellcheck disable=SC2034  # for who sources this
here="--namespace=${LINKERD_NAMESPACE}"

# A pod whose container restarts keeps its /tmp, so each run tidies up after itself.
work="$(mktemp -d "${TMPDIR:-/tmp}/${job}.XXXXXX")"
trap 'rm -rf "${work}"' EXIT
# The first process of a container ignores these signals unless it asks for them.
trap 'exit 143' TERM INT

# readable FILE…
readable() {
  local file
  for file in "$@"; do
    [[ -r "${file}" ]] || fail "there is no readable file '${file}'"
  done
}

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

# The CLI itself asks once and gives up (KubernetesAPIChecks, pkg/healthcheck/healthcheck.go).
wait_for_api() {
  wait_until "${API_TIMEOUT_SECONDS:-300}" "the Kubernetes API" "${kubectl[@]}" get --raw /version
}

require_cli() {
  local version
  version="$("${linkerd}" version --client --short)" || fail "cannot run the CLI '${linkerd}'"
  [[ "${version}" == "${LINKERD_VERSION}" ]] ||
    fail "the CLI '${linkerd}' is of '${version}', but '${LINKERD_VERSION}' is declared"
}

# Objects with labels that this does not select are neither listed nor applied: such as a Namespace,
# which the CLI prints too, but Flux owns.
selector=""

# render FILE COMMAND ARGUMENT…: the output of 'linkerd COMMAND' goes to a file, not through a pipe:
# half a document must never be applied. 'timeout', because some clients of the CLI have none
# (k8s.NewAPI with 0, cli/cmd/upgrade.go); by KILL, which nothing holds back. The objects' names go
# to FILE.names.
render() {
  local file="$1" command="$2" words
  shift 2
  read -r -a words <<<"${command}"
  timeout -s KILL "${cli_timeout}" "${linkerd}" "${words[@]}" "$@" >"${file}" ||
    fail "'linkerd ${command}' failed, or took more than ${cli_timeout} seconds"
  [[ -s "${file}" ]] || fail "'linkerd ${command}' gave no output"
  "${kubectl[@]}" create --dry-run=client --validate=false --output=name \
    ${selector:+--selector="${selector}"} --filename="${file}" >"${file}.names" ||
    fail "the output of 'linkerd ${command}' cannot be read as Kubernetes objects"
}

# apply FILE WHAT. Server-side: a PATCH by name and nothing else, so the ServiceAccount needs no more
# than names; and without the copy of each object that a client-side apply keeps in an annotation,
# which ends at 262144 bytes (the CRD of HTTPRoute has 205954 as JSON in 2.19). By force, since what
# people, the CLI's own instructions or Helm applied before belongs to 'kubectl-client-side-apply' or
# 'helm': without it each upgrade of such a cluster ends in a conflict that no retry resolves.
apply() {
  "${kubectl[@]}" apply --server-side --force-conflicts --field-manager=mooring \
    ${selector:+--selector="${selector}"} --filename="$1" ||
    fail "the API did not take $2; what it said is above"
}

# wait_for_rollouts SECONDS NAMESPACE OBJECT…: until each Deployment, StatefulSet and DaemonSet among
# the objects is ready. No --request-timeout here: this one watches.
wait_for_rollouts() {
  local seconds="$1" namespace="$2" object left
  shift 2
  local deadline=$((SECONDS + seconds))
  for object in "$@"; do
    [[ "${object}" =~ ^(deployment|statefulset|daemonset)\.apps/ ]] || continue
    left=$((deadline - SECONDS))
    # 0 is for ever.
    ((left > 0)) || left=1
    timeout -s KILL "$((left + 30))" kubectl rollout status "${object}" \
      --namespace="${namespace}" --timeout="${left}s" ||
      fail "'${object#*/}' is not ready, ${seconds} seconds were given to all; its pods tell why"
  done
}

# delete_unless_given NAMESPACE FILE OBJECT…: deletes those of the objects that FILE, which holds
# names, does not list: what other values or an older version brought, and these do not.
delete_unless_given() {
  local namespace="$1" names object leftovers=()
  names=$'\n'"$(<"$2")"$'\n'
  shift 2
  for object in "$@"; do
    [[ "${names}" == *$'\n'"${object}"$'\n'* ]] || leftovers+=("${object}")
  done
  ((${#leftovers[@]} == 0)) ||
    "${kubectl[@]}" delete --ignore-not-found --wait=false --namespace="${namespace}" \
      "${leftovers[@]}" ||
    fail "cannot delete all that the declared values no longer ask for; what the API said is above"
}
