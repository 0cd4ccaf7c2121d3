# SPDX-License-Identifier: Apache-2.0
# ./dev bench [NAME…]: builds as released and runs the benchmarks of bench/, all or those named.
source tools/dev/common.sh

names=(diagnose exact networks layers neural_art compare inputs rounding st_readers)
selected=("$@")
((${#selected[@]})) || selected=("${names[@]}")
for name in "${selected[@]}"; do
  [[ " ${names[*]} " == *" $name "* ]] || die 2 "there is no benchmark '$name', but: ${names[*]}"
done

./dev build bench
# numpy computes on one thread, as what it is compared with.
export PYTHONPATH=$PWD/.deps/bench OPENBLAS_NUM_THREADS=1
python=$(system_python)
"$python" bench/support/machine.py
failed=()
for name in "${selected[@]}"; do
  SECONDS=0
  "$python" "bench/$name.py" || failed+=("$name")
  say "bench: $name took $SECONDS s"
done
((${#failed[@]})) && echo "failed: ${failed[*]}"
((${#failed[@]} == 0))
