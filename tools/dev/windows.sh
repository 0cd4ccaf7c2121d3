# SPDX-License-Identifier: Apache-2.0
# The Windows build and, under Wine, its tests and the program. Part of ./dev check.
source tools/dev/common.sh

export WINEPREFIX=$PWD/build/windows/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml="
wine=/usr/lib/wine/wine64
program=build/windows/src/cli/npuscope.exe

./dev build windows
[[ -d $WINEPREFIX ]] || "$wine" wineboot --init >build/windows/wineboot.log 2>&1
# One at a time: Wine's server, not the tests, would be what runs in parallel.
jobs=1 run_tests windows --label-exclude '^slow$'

if [[ -f src/cli/CMakeLists.txt ]]; then
  "$wine" "$program" --help | grep diagnose >/dev/null
  "$wine" "$program" inspect examples/liveness/*.onnx >/dev/null
  say "windows: npuscope.exe --help and inspect work"
fi
