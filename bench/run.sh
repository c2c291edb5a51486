#!/bin/sh
# Times Mooring on a generated fleet, beside what renders or validates the same tree otherwise.
#   run.sh [CLUSTERS [RUNS]]      100 clusters of about 90 objects, and 9 runs, unless told
# MOORING names the program; else it is the release build of this repository. With OTHERS=no only
# Mooring is timed: the others take minutes.
set -eu

clusters=${1:-100}
runs=${2:-9}
here=$(cd "$(dirname "$0")" && pwd)
mooring=${MOORING:-$here/../.build/release/mooring}
[ -x "$mooring" ] || {
  echo "bench: there is no $mooring: run 'make build'" >&2
  exit 2
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fleet=$work/fleet
medians=$work/medians
mkdir "$fleet" "$medians"

has() { command -v "$1" >/dev/null 2>&1; }
measure() { python3 "$here/measure.py" --folder "$medians" "$@"; }
absent() { printf '%-44s not installed\n' "$1"; }

python3 "$here/fleet.py" "$clusters" "$fleet"
"$mooring" build --root "$fleet" >/dev/null
one=$fleet/clusters/cluster-0001.yaml
cp "$one" "$work/as-it-was.yaml"
# Another value for one label of one cluster, at every run another one again.
change="sed \"s/environment: .*/environment: e-\$(date +%s%N)/\" '$work/as-it-was.yaml' >'$one'"

printf '%s clusters, %s files of %s KB in the tree, %s cores\n\n' "$clusters" \
  "$(find "$fleet/flux" -type f | wc -l | tr -d ' ')" \
  "$(find "$fleet/flux" -type f -exec cat {} + | wc -c | awk '{ print int($1 / 1000) }')" \
  "$(getconf _NPROCESSORS_ONLN)"
python3 "$here/measure.py" --header

measure --runs $((runs * 5)) 'start-up: mooring --version' -- "$mooring" --version
# Put aside and not removed: ext4 does not hand out inodes again that were freed in the last seconds,
# and looks at each of them for every new file.
mkdir "$work/aside"
put_aside="mv '$fleet/flux' '$work/aside/'\$(date +%s%N)"
measure --runs "$runs" --before "$put_aside" 'build, no tree yet' -- "$mooring" build --root "$fleet"
measure --runs "$runs" --before "mkdir -p '$work/copy'; mv '$work/copy' '$work/aside/'\$(date +%s%N)" \
  'cp -R of the tree, for comparison' -- cp -R "$fleet/flux" "$work/copy"
measure --runs "$runs" --before "$change" 'build, one cluster changed' -- \
  "$mooring" build --root "$fleet"
cp "$work/as-it-was.yaml" "$one"
"$mooring" build --root "$fleet" >/dev/null
measure --runs "$runs" 'build, nothing changed' -- "$mooring" build --root "$fleet"
measure --runs "$runs" --save check 'check, nothing changed' -- "$mooring" check --root "$fleet"
if has git; then
  git -C "$fleet" init --quiet
  git -C "$fleet" add --all
  measure --runs "$runs" 'check --staged, nothing changed' -- "$mooring" check --staged --root "$fleet"
fi

[ "${OTHERS-}" != no ] || exit 0

# What follows works on the tree that Mooring made, and is told as a multiple of 'check', which
# renders, judges and compares all of it.
if has kubectl; then
  find "$fleet/flux/overlays" "$fleet/flux/clusters" -name kustomization.yaml \
    -exec dirname {} \; | sort >"$work/folders"
  # shellcheck disable=SC2016 # the inner shell expands it
  measure --runs 1 --against check 'kubectl kustomize, a process a folder' -- \
    sh -ec 'while read -r folder; do kubectl kustomize "$folder" >/dev/null; done <"$0"' \
    "$work/folders"
  python3 "$here/one_kustomization.py" "$fleet/flux" "$fleet/all"
  measure --runs 1 --against check 'kubectl kustomize, one process over all' -- \
    kubectl kustomize "$fleet/all"
else
  absent 'kubectl kustomize'
fi
if has kubeconform; then
  # Once for its cache of schemas, which come from the network.
  kubeconform -cache "$medians" -ignore-missing-schemas "$fleet/flux" >/dev/null 2>&1 || true
  measure --runs "$runs" --against check 'kubeconform, which validates only' -- \
    sh -c 'kubeconform "$@" || true' sh -cache "$medians" -ignore-missing-schemas "$fleet/flux"
else
  absent kubeconform
fi
# These render a description in a language of their own, so there is no same input for them.
for other in kcl kapitan; do
  if has "$other"; then
    measure --runs "$runs" "$other --version, its start-up alone" -- "$other" --version
  else
    absent "$other"
  fi
done
