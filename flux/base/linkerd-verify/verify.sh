#!/usr/bin/env bash
# Asks Linkerd's CLI whether all is well, and ends when it says so.
#
# Environment, beside that of job.sh
#   CHECK_TIMEOUT_SECONDS  how long the CLI gives each round of checks that may still become right
#                          (default: 300); the control plane and each extension have one
#   CHECK_LIMIT_SECONDS    … and all of it may take (default: 960)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-verify

require_cli
wait_for_api

# Extensions too: the CLI finds them by the label of their namespaces, and knows how to check those
# that it holds itself (runExtensionChecks, cli/cmd/check.go, 2.16 to 2.20). Without the expected
# version it asks a server of the project's for the latest one, and warns where it is another or the
# server out of reach. Never '--pre', which fails as soon as the namespace exists.
say "running 'linkerd check' of ${LINKERD_VERSION}"
timeout -s KILL "${CHECK_LIMIT_SECONDS:-960}" "${linkerd}" check \
  --linkerd-namespace="${LINKERD_NAMESPACE}" --expected-version="${LINKERD_VERSION}" \
  --wait="${CHECK_TIMEOUT_SECONDS:-300}s" --output=short ||
  fail "'linkerd check' found errors, or took more than ${CHECK_LIMIT_SECONDS:-960} seconds;" \
    "each is above with a link that tells what to do"

say "all is well with Linkerd ${LINKERD_VERSION}"
