# SPDX-License-Identifier: Apache-2.0
# ./dev bench [NAME…]: builds as released and runs the benchmarks, all or those named.
source tools/dev/common.sh

[[ -f bench/CMakeLists.txt ]] || die 2 "there are no benchmarks: there is no bench/CMakeLists.txt"
./dev build bench
if (($#)); then
  programs=("${@/#/build/bench/bench/}")
else
  shopt -s nullglob
  programs=(build/bench/bench/*_bench)
fi
for program in "${programs[@]}"; do
  [[ -x $program ]] || die 2 "there is no benchmark '${program##*/}'"
  say "bench: ${program##*/}"
  "$program"
done
