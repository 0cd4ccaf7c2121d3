# SPDX-License-Identifier: Apache-2.0
# ./dev tsan [CTEST OPTION…]: the tests of the preset of that name.
source tools/dev/common.sh

./dev build tsan
run_tests tsan --label-exclude '^slow$' "$@"
