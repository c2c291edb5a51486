#!/usr/bin/env bash
# Downloads the Linkerd CLI for this machine, and lets it become executable only if its SHA-256 is
# the declared one. Releases carry no checksum files, so the description is where the digests are.
#
# Environment
#   LINKERD_VERSION          the edge tag, such as edge-25.10.7
#   LINKERD_DOWNLOAD_URL     what lies before /<tag>/linkerd2-cli-<tag>-linux-<architecture>
#   LINKERD_SHA256_AMD64     SHA-256 of the binary for x86_64, as 64 hexadecimal digits
#   LINKERD_SHA256_ARM64     … for aarch64; only that of the machine it runs on is needed
#   LINKERD_CLI              where to put it (default: /cli/linkerd); the folder is there
#   DOWNLOAD_RETRIES         how often to try again (default: 5)
#   DOWNLOAD_TIMEOUT_SECONDS  bound of one try (default: 300)
#   HTTPS_PROXY, http_proxy, NO_PROXY  as curl knows them (http_proxy in lower case only)
#
# Needs bash, curl and, from the base system (GNU or busybox), chmod, mv, rm, sha256sum and uname.
set -euo pipefail

say() { printf 'fetch-cli: %s\n' "$*"; }

fail() {
  printf 'fetch-cli: error: %s\n' "$*" >&2
  exit 1
}

: "${LINKERD_VERSION:?is not set}" "${LINKERD_DOWNLOAD_URL:?is not set}"
target="${LINKERD_CLI:-/cli/linkerd}"

machine="$(uname -m)"
case "${machine}" in
  x86_64 | amd64)
    architecture=amd64
    expected="${LINKERD_SHA256_AMD64:-}"
    ;;
  aarch64 | arm64)
    architecture=arm64
    expected="${LINKERD_SHA256_ARM64:-}"
    ;;
  *) fail "there is no Linkerd CLI for Linux on '${machine}', only for x86_64 and aarch64" ;;
esac
expected="${expected,,}"
[[ "${expected}" =~ ^[0-9a-f]{64}$ ]] ||
  fail "the SHA-256 of the CLI for ${architecture} is '${expected}', not 64 hexadecimal digits:" \
    "declare it in linkerd.cli.download.sha256.${architecture}"

digest() {
  local line
  line="$(sha256sum "$1")"
  printf '%s' "${line%% *}"
}

# A restarted pod may find what an earlier run of this container left.
if [[ -x "${target}" ]]; then
  actual="$(digest "${target}")"
  if [[ "${actual}" == "${expected}" ]]; then
    say "'${target}' is there already"
    exit 0
  fi
fi

binary="linkerd2-cli-${LINKERD_VERSION}-linux-${architecture}"
url="${LINKERD_DOWNLOAD_URL}/${LINKERD_VERSION}/${binary}"
part="${target}.part"
trap 'rm -f "${part}"' EXIT
trap 'exit 143' TERM INT

say "downloading ${url}"
curl --fail --location --silent --show-error --output "${part}" \
  --connect-timeout 15 --max-time "${DOWNLOAD_TIMEOUT_SECONDS:-300}" \
  --retry "${DOWNLOAD_RETRIES:-5}" --retry-delay 3 --retry-connrefused \
  "${url}" ||
  fail "cannot download '${url}'; is the tag right, and does the cluster need a proxy or a mirror?"

actual="$(digest "${part}")"
[[ "${actual}" == "${expected}" ]] ||
  fail "'${url}' is not what was declared:" \
    "expected SHA-256 ${expected}, got ${actual}; nothing was installed"

chmod 0755 "${part}"
mv "${part}" "${target}"
say "'${target}' is Linkerd ${LINKERD_VERSION} for ${architecture}, SHA-256 ${actual}"
