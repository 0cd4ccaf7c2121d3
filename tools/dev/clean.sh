# SPDX-License-Identifier: Apache-2.0
# ./dev clean [--all]: removes what was built; with --all also what ./dev setup prepared.
source tools/dev/common.sh

rm -rf build
[[ ${1-} != --all ]] || rm -rf .deps
