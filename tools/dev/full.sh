# SPDX-License-Identifier: Apache-2.0
# ./dev full: everything, also what takes too long for each change. Goes on after a failure.
source tools/dev/common.sh

steps=("check" "test --all" "asan" "tsan" "aarch64" "fuzz --seconds 60" "bench")
failed=()
for step in "${steps[@]}"; do
  say "full: $step"
  # shellcheck disable=SC2086  # a step is a command with its arguments
  ./dev $step || failed+=("$step")
done
((${#failed[@]})) && printf 'failed: ./dev %s\n' "${failed[@]}"
echo "full: $((${#steps[@]} - ${#failed[@]})) passed, ${#failed[@]} failed"
((${#failed[@]} == 0))
