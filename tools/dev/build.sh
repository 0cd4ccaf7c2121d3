# SPDX-License-Identifier: Apache-2.0
# ./dev build [PRESET [TARGET…]]: configures where it must, and builds.
source tools/dev/common.sh

preset=${1:-dev}
case $preset in
  windows | package-windows) groups=(build windows) ;;
  aarch64) groups=(build aarch64) ;;
  fuzz) groups=(build check) ;;
  bench) groups=(build bench) ;;
  release | package) groups=(build) ;;
  *) groups=(build test) ;;
esac
./dev setup "${groups[@]}"

# Ninja repeats the configuration when a file of CMake's changes, but does not know the presets.
if [[ ! -f build/$preset/build.ninja || CMakePresets.json -nt build/$preset/build.ninja ]]; then
  cmake --preset "$preset" >&2
fi
((${#@} > 1)) && targets=(--target "${@:2}") || targets=()
cmake --build "build/$preset" "${targets[@]}" >&2
