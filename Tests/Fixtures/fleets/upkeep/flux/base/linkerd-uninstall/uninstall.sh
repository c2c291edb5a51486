#!/usr/bin/env bash
# Removes Linkerd's control plane and its CRDs from one cluster, and ends when they are gone. The
# namespace stays.
#
# It may run any number of times: what is not there is as good as deleted.
#
# 'linkerd uninstall' lists every kind in every namespace, Secrets too, and deletes what has a label
# (FetchKubernetesResources, pkg/k8s/resource/resource.go). These are the names of all that the
# charts linkerd-control-plane and linkerd-crds of 2.16 to 2.20 render, so that rights over those
# names are enough. Not among them: the issuer, which comes from outside, and the Gateway API.
#
# Environment, beside that of job.sh
#   INSTALL_TIMEOUT_SECONDS  how long to wait for the install Jobs to be gone (default: 300)
#   PODS_TIMEOUT_SECONDS     … for pods with a proxy to be gone (default: 600)
#   END_TIMEOUT_SECONDS      … for the control plane to end (default: 300)
#   CRDS_TIMEOUT_SECONDS     … for the CRDs, with all custom resources, to be gone (default: 300)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-uninstall

# What the API itself calls: nothing may wait for a webhook whose pods are gone.
webhooks=(
  mutatingwebhookconfiguration.admissionregistration.k8s.io/linkerd-proxy-injector-webhook-config
  validatingwebhookconfiguration.admissionregistration.k8s.io/linkerd-policy-validator-webhook-config
  validatingwebhookconfiguration.admissionregistration.k8s.io/linkerd-sp-validator-webhook-config
)
deployments=(deployment.apps/linkerd-{destination,identity,proxy-injector})
objects=(
  configmap/linkerd-config
  configmap/linkerd-identity-trust-roots
  cronjob.batch/linkerd-heartbeat
  poddisruptionbudget.policy/linkerd-{dst,identity,proxy-injector}
  role.rbac.authorization.k8s.io/ext-namespace-metadata-linkerd-config
  role.rbac.authorization.k8s.io/linkerd-heartbeat
  role.rbac.authorization.k8s.io/remote-discovery
  rolebinding.rbac.authorization.k8s.io/linkerd-config-reader
  rolebinding.rbac.authorization.k8s.io/linkerd-destination-remote-discovery
  rolebinding.rbac.authorization.k8s.io/linkerd-heartbeat
  secret/linkerd-config-overrides
  secret/linkerd-{policy-validator,proxy-injector,sp-validator}-k8s-tls
  service/linkerd-{dst,dst-headless,identity,identity-headless}
  service/linkerd-{policy,policy-validator,proxy-injector,sp-validator}
  serviceaccount/linkerd-{destination,heartbeat,identity,proxy-injector}
)
pod_monitors=(
  podmonitor.monitoring.coreos.com/linkerd-{controller,multicluster-controller,proxy,service-mirror}
)
cluster_roles=(
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-destination-policy
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-heartbeat
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-linkerd-{destination,identity,proxy-injector}
  clusterrole.rbac.authorization.k8s.io/linkerd-heartbeat
  clusterrole.rbac.authorization.k8s.io/linkerd-linkerd-{destination,identity,proxy-injector}
  clusterrole.rbac.authorization.k8s.io/linkerd-policy
)
crds=()
for name in authorizationpolicies.policy egressnetworks.policy externalworkloads.workload \
  httplocalratelimitpolicies.policy httproutes.policy meshtlsauthentications.policy \
  networkauthentications.policy serverauthorizations.policy servers.policy; do
  crds+=("customresourcedefinition.apiextensions.k8s.io/${name}.linkerd.io")
done
crds+=(customresourcedefinition.apiextensions.k8s.io/serviceprofiles.linkerd.io)

wait_for_api

# nothing_of OBJECT…: whether none of them is there.
nothing_of() {
  local left
  left="$("${kubectl[@]}" get "${here}" --ignore-not-found --output=name "$@")" || return 1
  [[ -z "${left}" ]] || {
    printf 'there is %s' "${left//$'\n'/, }" >&2
    return 1
  }
}

# Flux deletes them in the same go as it makes this one: they must not install behind our back.
wait_until "${INSTALL_TIMEOUT_SECONDS:-300}" "the install Jobs to be gone" \
  nothing_of job.batch/linkerd-{control-plane,crds}-install

# Helm marks what is its own; deleted behind its back it would stay a release.
config="$("${kubectl[@]}" get configmap linkerd-config "${here}" --ignore-not-found \
  --output='jsonpath={.metadata.name} {.metadata.annotations.meta\.helm\.sh/release-name}')" ||
  fail "cannot tell who installed Linkerd: ConfigMap 'linkerd-config' cannot be read"
[[ "${config}" != "linkerd-config "?* ]] ||
  fail "Helm release '${config#* }' installed Linkerd in namespace '${LINKERD_NAMESPACE}':" \
    "uninstall that release"

# A pod that has ended needs no proxy; the control plane's own end with it.
no_pod_is_meshed() {
  local pods
  # shellcheck disable=SC2016  # variables of Go
  pods="$("${kubectl[@]}" get pods --all-namespaces \
    --selector="linkerd.io/control-plane-ns=${LINKERD_NAMESPACE}" \
    --field-selector="metadata.namespace!=${LINKERD_NAMESPACE},status.phase!=Succeeded,status.phase!=Failed" \
    --output='go-template={{range .items}}{{.metadata.namespace}}/{{.metadata.name}} {{end}}')" ||
    return 1
  [[ -z "${pods}" ]] || {
    local names
    read -r -a names <<<"${pods}"
    printf '%s pods have a proxy, such as %s' "${#names[@]}" "${names[0]}" >&2
    return 1
  }
}

wait_until "${PODS_TIMEOUT_SECONDS:-600}" \
  "all pods without Linkerd's proxy: disable injection and restart their workloads" \
  no_pod_is_meshed

delete() {
  "${kubectl[@]}" delete --ignore-not-found --wait=false "$@" ||
    fail "cannot delete all of Linkerd; what the API said is above"
}

delete "${webhooks[@]}"
# By cascade=foreground a Deployment is there for as long as one of its pods.
delete "${here}" --cascade=foreground "${deployments[@]}"
wait_until "${END_TIMEOUT_SECONDS:-300}" "the control plane to end" nothing_of "${deployments[@]}"
delete "${here}" "${objects[@]}"
found="$("${kubectl[@]}" get --ignore-not-found --output=name \
  customresourcedefinition/podmonitors.monitoring.coreos.com)" ||
  fail "cannot tell whether the API knows PodMonitors"
[[ -z "${found}" ]] || delete "${here}" "${pod_monitors[@]}"
delete "${cluster_roles[@]}"
delete "${crds[@]}"
wait_until "${CRDS_TIMEOUT_SECONDS:-300}" "the CRDs to be gone" nothing_of "${crds[@]}"

say "Linkerd is gone; namespace '${LINKERD_NAMESPACE}' stays, and is yours to delete"
