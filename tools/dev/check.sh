# SPDX-License-Identifier: Apache-2.0
# ./dev check [NAME…]: all that a change must pass beside the tests, or the checks named. Every
# check runs, whatever the others found.
source tools/dev/common.sh

names=(format layers sizes text build tidy windows)

check_format() { ./dev format --check; }
check_layers() { "$(system_python)" tools/check_layers.py; }
check_sizes() { "$(system_python)" tools/check_sizes.py; }
check_text() { "$(system_python)" tools/check_text.py; }
check_build() {
  [[ -f build/dev/build.ninja ]] && grep -q '^NPUSCOPE_WERROR:BOOL=OFF' build/dev/CMakeCache.txt &&
    cmake -DNPUSCOPE_WERROR=ON build/dev >&2
  ./dev build dev
  ./dev build bench # as released, and what no test compiles
}
check_tidy() {
  ./dev setup check
  ./dev build dev
  "$(system_python)" tools/run_tidy.py build/dev
}
check_windows() { ./dev test-windows; }

selected=("$@")
if ((!$#)); then
  selected=("${names[@]}")
  ./dev setup build test check windows
fi
for name in "${selected[@]}"; do
  [[ " ${names[*]} " == *" $name "* ]] || die 2 "there is no check '$name', but: ${names[*]}"
done

failed=()
for name in "${selected[@]}"; do
  say "check: $name"
  SECONDS=0
  # In a shell of its own: `set -e` has no effect within a condition.
  set +e
  (
    set -e
    "check_$name"
  )
  code=$?
  set -e
  ((code == 0)) || failed+=("$name")
  say "check: $name $( ((code == 0)) && echo passed || echo FAILED) after $SECONDS s"
done
((${#failed[@]})) && echo "failed: ${failed[*]}"
echo "check: $((${#selected[@]} - ${#failed[@]})) passed, ${#failed[@]} failed"
((${#failed[@]} == 0))
