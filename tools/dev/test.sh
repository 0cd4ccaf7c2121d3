# SPDX-License-Identifier: Apache-2.0
# ./dev test [--all] [CTEST OPTION…]: builds and runs the tests; those labelled slow with --all.
source tools/dev/common.sh
source tools/dev/pins.sh
source tools/dev/litert.sh
source tools/dev/minifasnet.sh

selection=(--label-exclude '^slow$')
if [[ ${1-} == --all ]]; then
  selection=()
  shift
fi
./dev build dev
prepare_minifasnet
prepare_litert
run_tests dev "${selection[@]}" "$@"
