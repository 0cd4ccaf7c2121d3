# SPDX-License-Identifier: Apache-2.0
# ./dev conformance DIR: runs ONNX's backend tests (folders with model.onnx and test_data_set_N) that
# lie in DIR, for example in Debian's libonnx-testdata.
source tools/dev/common.sh

(($# == 1)) || die 2 "conformance: needs the folder with the test cases"
[[ -d $1 ]] || die 2 "conformance: there is no folder '$1'"
folder=$(realpath "$1")
./dev build dev npuscope_conformance
build/dev/tests/conformance/npuscope_conformance "$folder" --waivers tests/conformance/waivers.txt
