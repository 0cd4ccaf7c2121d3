# SPDX-License-Identifier: Apache-2.0
# ./dev format [--check]: formats the C and C++ sources in place, or only tells which need it.
source tools/dev/common.sh

./dev setup build check
mode=(-i)
[[ ${1-} == --check ]] && mode=(--dry-run --Werror)
git ls-files -z --cached --others --exclude-standard -- '*.cc' '*.h' '*.c' ':!tests/data' |
  xargs -0 -r -n 20 -P "$jobs" clang-format-14 "${mode[@]}"
