#!/bin/sh
# Builds mooring from the sources that this script lies in, and prints the path of the program.
#   ci/build.sh [FILE]   also copies it there
#
# Needs Swift 6.3 in PATH, as the images 'swift:6.3' have it; installs the libraries that it links
# where it may. Takes minutes: keep the program in the cache of your service.
set -eu

file=${1-}
case $file in
  '' | /*) ;;
  *) file=$PWD/$file ;;
esac
cd "$(dirname "$0")/.."

scripts/setup.sh >&2
set -- --configuration release --product mooring
[ "$(uname -s)" != Linux ] || set -- "$@" --static-swift-stdlib
swift build "$@" >&2
program=$(swift build "$@" --show-bin-path)/mooring

if [ -n "$file" ]; then
  mkdir -p "$(dirname "$file")"
  cp "$program" "$file"
  program=$file
fi
printf '%s\n' "$program"
