# SPDX-License-Identifier: Apache-2.0
# ./dev build-windows: npuscope.exe for Windows, cross-built and static, and its tests.
source tools/dev/common.sh

./dev build windows
say "built build/windows/src/cli/npuscope.exe"
