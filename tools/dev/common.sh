# SPDX-License-Identifier: Apache-2.0
# What every command of ./dev shares; sourced, with the repository as the working folder.
# shellcheck shell=bash
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

# die CODE TEXT…: ends the command; CODE as the program's own exit codes: 2 usage, 4 environment.
die() {
  local code=$1
  shift
  printf 'dev: %s\n' "$@" >&2
  exit "$code"
}

# The system's Python: one that a version manager put first in PATH may lack pip, or start slowly.
system_python() {
  if [[ -x /usr/bin/python3 ]]; then echo /usr/bin/python3; else command -v python3; fi
}

jobs=$(nproc)
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs

# Fresh clones and other work trees share compilations.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# run_tests PRESET [CTEST OPTION…]: every test of a build; ctest's closing line, then one that
# counts single tests, which is also left in build/PRESET/summary.txt.
run_tests() {
  local preset=$1 code=0
  shift
  rm -f "build/$preset/tests.xml"
  ctest --test-dir "build/$preset" --parallel "$jobs" --output-on-failure --no-tests=error \
    --output-junit tests.xml --test-output-size-passed 1000000000 \
    --test-output-size-failed 1000000000 "$@" || code=$?
  "$(system_python)" tools/summarize_tests.py "build/$preset/tests.xml" |
    tee "build/$preset/summary.txt" || code=1
  return "$code"
}
