#!/bin/sh
# Writes docs/mistakes.md: what Mooring and other tools on PATH say to the same ten mistakes.
#
#   scripts/compare-mistakes.sh > docs/mistakes.md
#
# MOORING names the program; a tool that is not on PATH is left out. Nothing is fetched: kubeconform
# is asked only where KUBECONFORM_SCHEMAS says where its schemas lie, as its -schema-location does.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
mooring=${MOORING:-$root/.build/debug/mooring}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The ten: a file of Tests/Fixtures/mutations, and how it is put in words.
cases() {
  cat << 'LIST'
duplicate-key/data.yaml|the same key twice
unknown-object-field/spec-of-a-service.yaml|a field that a Service does not have
wrong-object-type/replicas.yaml|a word for a number of replicas
removed-api/ingress.yaml|an API that Kubernetes has removed
repeated-object/twice.yaml|the same object twice
invalid-label/value.yaml|a label with a space
immutable-job/no-annotation.yaml|a Job that Flux cannot change
plaintext-secret/password.yaml|a password in clear
inject-as-label/namespace.yaml|linkerd.io/inject as a label
missing-flux-path/nothing-there.yaml|a Flux Kustomization of a folder that is not there
LIST
}

# The first words of a command that fails; "nothing" where it does not.
verdict() {
  if "$@" > "$work/out" 2>&1 < /dev/null; then
    echo nothing
    return
  fi
  sed "s|'file://[^']*'|its schema|g; s|$work/[a-z]*/||g; s|$work/||g; s/|/\\\\|/g; s/^E[0-9]* .*run.go:[0-9]*\] //" "$work/out" |
    grep -vE 'err=<$|^[0-9]+ error' | grep -iE 'error|invalid|already|conflict|duplicat|could not|fail' |
    head -n 2 | tr -s '\n ' '  ' | cut -c 1-200 | sed 's/^ *//; s/ *$//'
}

has() { command -v "$1" > /dev/null 2>&1; }

kubeconform_verdict() {
  verdict kubeconform -strict -schema-location "$KUBECONFORM_SCHEMAS" "$1"
}

tools="mooring"
has kubectl && tools="$tools kustomize"
has kubeconform && [ -n "${KUBECONFORM_SCHEMAS:-}" ] && tools="$tools kubeconform"
has yamllint && tools="$tools yamllint"

echo "# The same mistakes, told by several tools"
echo
echo "Written by \`scripts/compare-mistakes.sh\`, with the tools that were on PATH:"
echo "$tools. Each mistake lies in \`Tests/Fixtures/mutations\`, is added to \`apps/web.yaml\` of the small repository in"
echo "\`Tests/Fixtures/small-repository\`, and is shown by the first words of what a tool says. The other"
echo "tools have other jobs: kustomize builds, kubeconform knows schemas, yamllint knows YAML."
echo
cases | while IFS='|' read -r file words; do
  rm -rf "$work/repo"
  cp -R "$root/Tests/Fixtures/small-repository" "$work/repo"
  {
    echo '---'
    sed -e '/^# where: /d' -e '/^# also: /d' -e 's/NAME/mutant/g' "$root/Tests/Fixtures/mutations/$file"
  } >> "$work/repo/apps/web.yaml"
  echo "## $words"
  echo
  echo "| tool | says |"
  echo "| --- | --- |"
  for tool in $tools; do
    case $tool in
      mooring) says=$(verdict "$mooring" lint --format concise --color never --root "$work/repo" "$work/repo") ;;
      kustomize) says=$(verdict kubectl kustomize "$work/repo/apps") ;;
      kubeconform) says=$(kubeconform_verdict "$work/repo/apps/web.yaml") ;;
      yamllint) says=$(verdict yamllint -d relaxed "$work/repo/apps/web.yaml") ;;
    esac
    echo "| $tool | ${says:-fails without a word} |"
  done
  echo
done
