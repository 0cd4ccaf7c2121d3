# SPDX-License-Identifier: Apache-2.0
# The packages of packages.txt: which are missing, and installing them. Part of ./dev setup.
# shellcheck shell=bash

is_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# is_present PROBE: whether a distribution other than Debian has what a line of the list names.
is_present() {
  local what=${1#*:}
  case $1 in
    cmd:*) command -v "$what" >/dev/null ;;
    include:*) [[ -e /usr/include/$what || -e /usr/local/include/$what ]] ;;
    file:*) [[ -e $what ]] ;;
    module:*) "$(system_python)" -c "import $what" 2>/dev/null ;;
    *) true ;;
  esac
}

# Sets `packages` to the Debian packages of the named groups, `missing` to those of them that are
# not installed, and `missing_names` to what they are called elsewhere.
find_missing() {
  local wanted=" $* " group package probe name installed=
  packages=() missing=() missing_names=()
  while read -r group package probe name; do
    [[ $group == \#* || $wanted != *" $group "* ]] || packages+=("$package" "$probe" "$name")
  done <tools/dev/packages.txt
  ((${#packages[@]})) || die 2 "there is no such group in tools/dev/packages.txt: $*"
  is_debian && installed=$(dpkg-query -W -f \
    '${db:Status-Status} ${Package}\n${db:Status-Status} ${Package}:${Architecture}\n')
  for ((i = 0; i < ${#packages[@]}; i += 3)); do
    if is_debian; then
      [[ $'\n'$installed$'\n' == *$'\n'"installed ${packages[i]}"$'\n'* ]] && continue
    else
      is_present "${packages[i + 1]}" && continue
    fi
    missing+=("${packages[i]}")
    missing_names+=("${packages[i + 2]}")
  done
}

install_packages() {
  local packages missing missing_names
  find_missing "$@"
  ((${#missing[@]})) || return 0
  if ! is_debian; then
    die 4 "this is not Debian; please install these with your package manager:" \
      "${missing_names[@]/#/  }"
  fi
  # apt knows the packages of another architecture (NAME:ARCHITECTURE) once dpkg does.
  local foreign='' add='' name
  for name in "${missing[@]}"; do
    [[ $name != *:* || " $(dpkg --print-foreign-architectures | xargs) " == *" ${name#*:} "* ]] || foreign=${name#*:}
  done
  [[ -z $foreign ]] || add="dpkg --add-architecture $foreign && apt-get update && "
  local command="${add}apt-get install -y --no-install-recommends ${missing[*]}"
  ((EUID == 0)) || die 4 "these packages are missing; as root, run:" "  $command"

  say "installing: ${missing[*]}"
  local log=.deps/apt.log options=(-q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p .deps
  [[ -z $foreign ]] || dpkg --add-architecture "$foreign"
  if ! { apt-get "${options[@]}" update &&
    apt-get "${options[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die 4 "the packages could not be installed: is there a network? The whole log: $log" "  $command"
  fi
}
