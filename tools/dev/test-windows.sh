# SPDX-License-Identifier: Apache-2.0
# ./dev test-windows [CTEST OPTION…]: builds for Windows and runs the unit tests and the goldens of
# tests/cli under Wine, with ONNX Runtime's own library for Windows, opened at run time.
source tools/dev/common.sh

export WINEPREFIX=$PWD/build/windows/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml="
wine=/usr/lib/wine/wine64

./dev build-windows
[[ -d $WINEPREFIX ]] || "$wine" wineboot --init >build/windows/wineboot.log 2>&1
# One at a time: Wine's server, not the tests, would be what runs in parallel.
jobs=1 run_tests windows --label-exclude '^slow$' "$@"
