# SPDX-License-Identifier: Apache-2.0
# A published float MiniFASNet, quantized as the bundled network is: int8.onnx and samples/ in
# build/minifasnet, made once. Part of ./dev test where NPUSCOPE_SHARED_DATA has the float network.
# shellcheck shell=bash disable=SC2154

# Sets NPUSCOPE_MINIFASNET, which tests read; where the packages cannot be had, the tests say so.
prepare_minifasnet() {
  local data=${NPUSCOPE_SHARED_DATA-}/minifasnet folder=build/minifasnet python pins
  [[ -f $data/best_model.onnx ]] || return 0
  pins=$(cat examples/liveness/{requirements.txt,quantize.py,fold.py} tests/tools/vary_crops.py "$data/best_model.onnx" | sha256sum)
  if [[ ! -f $folder/stamp || $(<"$folder/stamp") != "$pins" ]]; then
    python=$(system_python)
    say "quantizing the float MiniFASNet of $data"
    rm -rf "$folder" "$folder.new"
    mkdir -p "$folder.new/packages"
    if ! env -u PIP_REQUIRE_VIRTUALENV "$python" -m pip install --quiet --root-user-action=ignore --no-deps --require-hashes \
      --only-binary :all: --target "$folder.new/packages" --requirement examples/liveness/requirements.txt >&2; then
      say "the packages of examples/liveness/requirements.txt could not be installed: the tests of a quantized MiniFASNet are not run"
      return 0
    fi
    PYTHONPATH=$PWD/$folder.new/packages "$python" tests/tools/vary_crops.py "$data" "$folder.new/calibration" --seed 1
    PYTHONPATH=$PWD/$folder.new/packages "$python" tests/tools/vary_crops.py "$data" "$folder.new/samples" --count 7 --seed 2
    PYTHONPATH=$PWD/$folder.new/packages "$python" examples/liveness/quantize.py "$data/best_model.onnx" \
      --calibration "$folder.new/calibration" -o "$folder.new/int8.onnx" >&2
    rm -rf "$folder.new/packages"
    echo "$pins" >"$folder.new/stamp"
    mv "$folder.new" "$folder"
  fi
  NPUSCOPE_MINIFASNET=$PWD/$folder
  export NPUSCOPE_MINIFASNET
}
