#!/bin/sh
# Installs what the build needs and this machine lacks, and nothing else.
#   setup.sh        the toolchain is there, and the libraries that Mooring links
#   setup.sh lint   the toolchain is there, and the linters where they can be had
#   setup.sh test   the toolchain is there, and what tests run beside it where it can be had
set -eu

purpose=${1:-build}
os_release=${OS_RELEASE:-/etc/os-release}

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# Each library as pkg-config, apt and brew call it.
libraries='yaml-0.1:libyaml-dev:libyaml libgit2:libgit2-dev:libgit2 libcrypto:libssl-dev:openssl@3'
# What the toolchain links and what it calls, where Debian 12 is as bare as in a container.
toolchain='libncurses6 libsqlite3-0 libxml2 libcurl4 binutils libc6-dev libgcc-12-dev libstdc++-12-dev'

pkg_config_name() { printf '%s' "${1%%:*}"; }
apt_name() {
  without_first=${1#*:}
  printf '%s' "${without_first%%:*}"
}
brew_name() { printf '%s' "${1##*:}"; }

has_package() {
  [ "$(dpkg-query --show --showformat='${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]
}

# $1: a library as in the list above.
has_library() {
  if has pkg-config; then
    pkg-config --exists "$(pkg_config_name "$1")"
  elif has dpkg-query; then
    has_package "$(apt_name "$1")"
  else
    return 1
  fi
}

is_debian_12() {
  # shellcheck source=/dev/null
  [ -r "$os_release" ] && (. "$os_release" && [ "${ID-} ${VERSION_ID-}" = 'debian 12' ])
}

apt_get() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive apt-get "$@"
  fi
}

install_by_apt() {
  [ "$(id -u)" = 0 ] || has sudo || fail "missing packages: run 'apt-get install $*' as root"
  say "installing $*"
  # Fails quietly where the lists of packages are missing or out of date.
  apt_get install --yes --quiet=2 --no-install-recommends "$@" >/dev/null 2>&1 || {
    apt_get update --quiet=2
    apt_get install --yes --quiet=2 --no-install-recommends "$@"
  } || fail "apt-get could not install $*; what it says is above"
}

set_up_debian() {
  missing=
  has pkg-config || missing='pkg-config'
  for library in $libraries; do
    has_library "$library" || missing="$missing $(apt_name "$library")"
  done
  if is_debian_12; then
    for package in $toolchain; do
      has_package "$package" || missing="$missing $package"
    done
  fi
  # shellcheck disable=SC2086 # A list of names.
  [ -z "$missing" ] || install_by_apt $missing
}

set_up_macos() {
  # The build finds the keg of OpenSSL by itself; pkg-config has to be told of it.
  if has brew; then
    PKG_CONFIG_PATH="$(brew --prefix)/opt/openssl@3/lib/pkgconfig:${PKG_CONFIG_PATH-}"
    export PKG_CONFIG_PATH
  fi
  missing=
  has pkg-config || missing='pkg-config'
  for library in $libraries; do
    has_library "$library" || missing="$missing $(brew_name "$library")"
  done
  [ -n "$missing" ] || return 0
  has brew || fail "missing libraries:$missing; install them with Homebrew"
  say "installing$missing"
  # shellcheck disable=SC2086 # A list of names.
  brew install $missing
}

set_up_elsewhere() {
  for library in $libraries; do
    has_library "$library" || fail 'missing libraries: install pkg-config and the development' \
      'packages of libyaml, libgit2 and OpenSSL 3 with the package manager of this system'
  done
}

# $@: programs, by the names of their packages, which nothing fails without.
set_up_where_possible() {
  for program in "$@"; do
    if ! has "$program" && has apt-get; then
      (install_by_apt "$program") || say "going on without $program"
    fi
  done
}

has swift ||
  fail 'Swift is not installed: install version 6.3 from https://www.swift.org/install and have it in PATH'

case "$purpose:$(uname -s)" in
  lint:*) set_up_where_possible shellcheck yamllint ;;
  test:*) set_up_where_possible pre-commit ;;
  build:Darwin) set_up_macos ;;
  build:*) if has apt-get; then set_up_debian; else set_up_elsewhere; fi ;;
  *) fail "unknown purpose '$purpose': 'build', 'lint' or 'test'" ;;
esac
