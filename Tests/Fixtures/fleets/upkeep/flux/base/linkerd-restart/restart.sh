#!/usr/bin/env bash
# Restarts the meshed workloads of some namespaces, one after the other, each once for a token.
#
# It may run any number of times: a workload whose pod template has the token is left alone, and is
# waited for.
#
# Environment, beside that of job.sh
#   RESTART_NAMESPACES       the namespaces, with spaces between
#   RESTART_TOKEN            stands for what the proxies are to be injected with; another one
#                            restarts them again
#   ROLLOUT_TIMEOUT_SECONDS  how long to wait for all of them to be ready (default: 3600)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-restart

: "${RESTART_NAMESPACES:?is not set}" "${RESTART_TOKEN:?is not set}"
read -r -a namespaces <<<"${RESTART_NAMESPACES}"
deadline=$((SECONDS + ${ROLLOUT_TIMEOUT_SECONDS:-3600}))

wait_for_api

# A line for each pod with a proxy: its workload. The injector labels the pod with that name
# (pkg/k8s/labels.go, 2.16 to 2.20), so that ReplicaSets need not be read.
# shellcheck disable=SC2016  # variables of Go
template='{{range .items}}{{range $label, $name := .metadata.labels}}'
for kind in deployment statefulset daemonset; do
  # shellcheck disable=SC2016
  template+='{{if eq $label "linkerd.io/proxy-'"${kind}"'"}}'"${kind}"'.apps/{{$name}}{{"\n"}}{{end}}'
done
template+='{{end}}{{end}}'

patch="{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"mooring/restarted-for\":\"${RESTART_TOKEN}\"}}}}}"
count=0
for namespace in "${namespaces[@]}"; do
  names="$("${kubectl[@]}" get pods --namespace="${namespace}" \
    --selector="linkerd.io/control-plane-ns=${LINKERD_NAMESPACE}" \
    --output="go-template=${template}" | sort -u)" ||
    fail "cannot tell which workloads of namespace '${namespace}' are meshed"
  [[ -n "${names}" ]] || {
    say "namespace '${namespace}' has no meshed workload"
    continue
  }
  mapfile -t workloads <<<"${names}"
  for workload in "${workloads[@]}"; do
    # A pod may outlive its workload. Under a name that is not kubectl's, whose changes Flux takes
    # back (kustomize-controller, "Controlling the apply behavior of resources").
    found="$("${kubectl[@]}" get "${workload}" --namespace="${namespace}" \
      --ignore-not-found --output=name)" || fail "cannot read '${workload}' of '${namespace}'"
    [[ -n "${found}" ]] || continue
    "${kubectl[@]}" patch "${workload}" --namespace="${namespace}" --type=strategic \
      --field-manager=mooring --patch="${patch}" ||
      fail "cannot restart '${workload}' of namespace '${namespace}'; what the API said is above"
    # No --request-timeout here: this one watches. 0 is for ever.
    left=$((deadline - SECONDS))
    ((left > 0)) || left=1
    timeout -s KILL "$((left + 30))" kubectl rollout status "${workload}" \
      --namespace="${namespace}" --timeout="${left}s" ||
      fail "'${workload#*/}' of namespace '${namespace}' is not ready; no other one is restarted" \
        "until it is"
    count=$((count + 1))
  done
done

say "${count} workloads have the proxies of this version and these trust anchors, and are ready"
