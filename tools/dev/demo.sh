# SPDX-License-Identifier: Apache-2.0
# ./dev demo: diagnoses the bundled network, then predicts what the NPU does to it and what helps.
# Both have findings, which is what exit code 1 says, and what the demonstration is for.
source tools/dev/common.sh

./dev build dev npuscope
code=0
for command in "diagnose" "predict"; do
  # shellcheck disable=SC2086  # a command with its options
  build/dev/src/cli/npuscope $command examples/liveness/case.toml "$@" || code=$?
  ((code <= 1)) || exit "$code"
done
