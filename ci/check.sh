#!/bin/sh
# Runs mooring in continuous integration, the same way on every service.
#   ci/check.sh [OPTION...]   options of the command
#
# MOORING           the program, where it is not 'mooring' in PATH
# MOORING_COMMAND   the command: 'check' (as it is without), or 'lint'
# MOORING_REPORTS   a folder to write reports to: mooring.sarif, mooring-code-quality.json,
#                   mooring-junit.xml and mooring.md
#
# Ends as mooring does: with 0 where nothing is wrong, 1 after errors, 2 where it could not run.
set -eu

program=${MOORING:-mooring}
command=${MOORING_COMMAND:-check}

if ! command -v "$program" >/dev/null; then
  echo "error: there is no program '$program': build it with ci/build.sh, and name it in MOORING" >&2
  exit 2
fi

# What was asked for comes last, since it may end the options with '--'.
if [ -n "${MOORING_REPORTS-}" ]; then
  mkdir -p "$MOORING_REPORTS" || exit 2
  set -- \
    --report "sarif=$MOORING_REPORTS/mooring.sarif" \
    --report "gitlab=$MOORING_REPORTS/mooring-code-quality.json" \
    --report "junit=$MOORING_REPORTS/mooring-junit.xml" \
    --report "markdown=$MOORING_REPORTS/mooring.md" \
    "$@"
fi

# Forgejo and Gitea say that they are GitHub, too, but show no annotations.
if [ "${GITHUB_ACTIONS-} ${FORGEJO_ACTIONS-}${GITEA_ACTIONS-}" = 'true ' ]; then
  case " $*" in
    *' --format'*) ;;
    *) set -- --format github "$@" ;;
  esac
fi

exec "$program" "$command" "$@"
