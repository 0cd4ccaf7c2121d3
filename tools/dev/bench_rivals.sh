# SPDX-License-Identifier: Apache-2.0
# The Python packages that the benchmarks compare with, in .deps/bench. Part of ./dev setup bench.
# shellcheck shell=bash disable=SC2154

prepare_bench_rivals() {
  local folder=.deps/bench pins="${bench_rivals[*]}" python
  [[ -f $folder/stamp && $(<"$folder/stamp") == "$pins" ]] && return
  python=$(system_python)
  if [[ $(uname -sm) != "Linux x86_64" ||
    $("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') != "$bench_python" ]]; then
    "$python" -c 'import numpy, cv2, PIL' ||
      die 4 "the benchmarks compare with numpy, OpenCV and Pillow, which are pinned for Python" \
        "$bench_python on x86-64 Linux alone; please install them for $python"
    return
  fi
  say "the benchmarks' rivals: ${bench_rivals[*]%% *}"
  mkdir -p "$folder.new"
  printf '%s\n' "${bench_rivals[@]/ / --hash=sha256:}" >"$folder.new/requirements.txt"
  env -u PIP_REQUIRE_VIRTUALENV "$python" -m pip install --quiet --root-user-action=ignore --no-deps \
    --only-binary :all: --require-hashes --target "$folder.new" --requirement "$folder.new/requirements.txt" >&2 ||
    die 4 "numpy, OpenCV and Pillow for the benchmarks could not be installed by pip"
  echo "$pins" >"$folder.new/stamp"
  rm -rf "$folder"
  mv "$folder.new" "$folder"
}
