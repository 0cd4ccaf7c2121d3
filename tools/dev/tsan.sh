# SPDX-License-Identifier: Apache-2.0
# ./dev tsan [CTEST OPTION…]: the tests of the preset of that name, without those that are about
# numbers: they take hours here and race no other way than the rest.
source tools/dev/common.sh

./dev build tsan
export TSAN_OPTIONS="suppressions=$PWD/tools/dev/tsan.supp ${TSAN_OPTIONS-}"
export NPUSCOPE_TEST_SECONDS=${NPUSCOPE_TEST_SECONDS-1800}  # of one command: it is slow here
run_tests tsan --label-exclude '^(slow|numeric)$' "$@"
