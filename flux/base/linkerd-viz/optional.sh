#!/usr/bin/env bash
# What viz/charts/linkerd-viz/templates of 2.16 to 2.20 renders on a condition: the Prometheus, what
# the dashboard may read (value dashboard.restrictPrivileges), disruption budgets. Install and
# uninstall source this.
#
# Without the PersistentVolumeClaim of the Prometheus: it holds figures.
set -euo pipefail

# shellcheck disable=SC2034  # for who sources this
optional=(
  deployment.apps/prometheus
  service/prometheus
  configmap/prometheus-config
  serviceaccount/prometheus
  serviceprofile.linkerd.io/prometheus.linkerd-viz.svc.cluster.local
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-linkerd-viz-prometheus
  clusterrole.rbac.authorization.k8s.io/linkerd-linkerd-viz-prometheus
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-linkerd-viz-web-admin
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-linkerd-viz-web-api
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-linkerd-viz-web-check
  clusterrole.rbac.authorization.k8s.io/linkerd-linkerd-viz-web-api
  clusterrole.rbac.authorization.k8s.io/linkerd-linkerd-viz-web-check
  poddisruptionbudget.policy/metrics-api
  poddisruptionbudget.policy/tap
  poddisruptionbudget.policy/tap-injector
  poddisruptionbudget.policy/web
)
