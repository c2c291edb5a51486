#!/bin/sh
set -eu
# a tab:	here, a hash and an interpolation: #"""# \(x) ${HOME}
echo "done"
