# SPDX-License-Identifier: Apache-2.0
# ./dev golden [--update] [FILE…]: compares tests/cli with the program, or rewrites it.
source tools/dev/common.sh

./dev build dev npuscope
exec "$(system_python)" tests/cli/run_goldens.py --npuscope build/dev/src/cli/npuscope "$@"
