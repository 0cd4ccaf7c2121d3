# SPDX-License-Identifier: Apache-2.0
# TensorFlow Lite's interpreter (LiteRT), which tests compare our rules of it and of XNNPACK with, in
# .deps/litert. Part of ./dev test.
# shellcheck shell=bash disable=SC2154

# Sets NPUSCOPE_LITERT, which the tests read; where the packages cannot be had, the tests say so.
prepare_litert() {
  local folder=.deps/litert pins="${litert_packages[*]}" python
  python=$(system_python)
  if [[ ! -f $folder/stamp || $(<"$folder/stamp") != "$pins" ]]; then
    if [[ $(uname -sm) != "Linux x86_64" ||
      $("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') != "$litert_python" ]]; then
      say "LiteRT is pinned for Python $litert_python on x86-64 Linux alone: what compares with it is not run"
      return 0
    fi
    say "TensorFlow Lite's interpreter: ${litert_packages[*]%% *}"
    rm -rf "$folder" "$folder.new"
    mkdir -p "$folder.new"
    printf '%s\n' "${litert_packages[@]/ / --hash=sha256:}" >"$folder.new/requirements.txt"
    if ! env -u PIP_REQUIRE_VIRTUALENV "$python" -m pip install --quiet --root-user-action=ignore --no-deps \
      --only-binary :all: --require-hashes --target "$folder.new" --requirement "$folder.new/requirements.txt" >&2; then
      say "LiteRT could not be installed by pip: what compares with it is not run"
      return 0
    fi
    echo "$pins" >"$folder.new/stamp"
    mv "$folder.new" "$folder"
  fi
  NPUSCOPE_LITERT=$PWD/$folder
  export NPUSCOPE_LITERT
}
