# SPDX-License-Identifier: Apache-2.0
# ./dev aarch64 [CTEST OPTION…]: the kernels for Arm, cross-built and run in QEMU: on a processor that
# has everything, then on one without dot products.
source tools/dev/common.sh

programs=(base_test kernels_test compare_test)
./dev build aarch64 "${programs[@]}"
run_tests aarch64 --tests-regex "^($(IFS='|' && echo "${programs[*]}"))\$" "$@"

# runs_on CPU: the instruction sets that the property test of the kernels runs there, without the others.
runs_on() {
  qemu-aarch64 -cpu "$1" build/aarch64/tests/unit/kernels/kernels_test \
    --gtest_filter='*PreparedSums.OfMatrices*' | sed -n 's,^\[       OK \] .*/\([a-z0-9]*\) (.*,\1,p' | xargs
}
for expected in "max: baseline neon neondot" "cortex-a53: baseline neon"; do
  found="${expected%%:*}: $(runs_on "${expected%%:*}")"
  [[ $found == "$expected" ]] || die 1 "kernels that pass in QEMU, expected $expected" "found $found"
  say "kernels that pass in QEMU's $found"
done
