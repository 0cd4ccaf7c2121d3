# SPDX-License-Identifier: Apache-2.0
# ./dev tsan [CTEST OPTION…]: the tests of the preset of that name.
source tools/dev/common.sh

./dev build tsan
export TSAN_OPTIONS="suppressions=$PWD/tools/dev/tsan.supp ${TSAN_OPTIONS-}"
run_tests tsan --label-exclude '^slow$' "$@"
