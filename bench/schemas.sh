#!/bin/sh
# Times the validation of many manifests, beside kubeconform where it is installed.
#   schemas.sh [OBJECTS [RUNS]]      4000 objects, no two the same, and 9 runs, unless told
# MOORING names the program; else it is the release build of this repository. `lint` reads the files,
# judges by every rule, and not by schemas alone. Kubeconform reads its schemas from the network once,
# and from its cache then.
set -eu

objects=${1:-4000}
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
mkdir "$work/repository" "$work/medians" "$work/cache"

measure() { python3 "$here/measure.py" --folder "$work/medians" "$@"; }

python3 "$here/manifests.py" "$objects" "$work/repository"
python3 "$here/measure.py" --header
measure --runs "$runs" --save lint "lint of $objects objects" -- \
  "$mooring" lint --root "$work/repository" "$work/repository"
if command -v kubeconform >/dev/null 2>&1; then
  kubeconform -cache "$work/cache" -strict "$work/repository" >/dev/null 2>&1 || true
  measure --runs "$runs" --against lint 'kubeconform -strict' -- \
    kubeconform -cache "$work/cache" -strict "$work/repository"
else
  printf '%-44s not installed\n' kubeconform
fi
