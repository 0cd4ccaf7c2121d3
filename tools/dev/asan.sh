# SPDX-License-Identifier: Apache-2.0
# ./dev asan [CTEST OPTION…]: the tests of the preset of that name.
source tools/dev/common.sh

./dev build asan
run_tests asan --label-exclude '^slow$' "$@"
