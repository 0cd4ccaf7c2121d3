# SPDX-License-Identifier: Apache-2.0
# ONNX Runtime's headers and libraries in .deps/onnxruntime. Part of ./dev setup.
#
# Every piece is put together in a folder NAME.new, checked, and moved into place at the end, with a
# stamp that says which pins it was made from. Folders that are left over are removed by setup.sh.
# shellcheck shell=bash disable=SC2154

ort=.deps/onnxruntime

# is_made STAMP PINS: whether the piece is there, and made from these pins.
is_made() { [[ -f $ort/$1.stamp && $(<"$ort/$1.stamp") == "$2" ]]; }

verify_sha256() { # FILE SHA256
  echo "$2  $1" | sha256sum --check --quiet >&2 ||
    die 4 "$1 is not the file that tools/dev/pins.sh names (SHA-256 $2)"
}

# The system's own headers, where they are new enough (Debian 13 and later, Fedora).
system_headers() {
  local header version
  for header in /usr/include/onnxruntime/onnxruntime_c_api.h \
    /usr/include/onnxruntime/core/session/onnxruntime_c_api.h; do
    [[ -f $header ]] || continue
    version=$(sed -n 's/^#define ORT_API_VERSION //p' "$header")
    ((${version:-0} >= ort_headers_api)) && dirname "$header" && return
  done
  return 1
}

# Unpacks the headers from the pinned package of a later Debian into FOLDER. apt reads a source
# list of our own, and keeps its lists and caches in FOLDER: the system is not touched.
download_headers() { # FOLDER
  local uri options keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  is_debian || die 4 "ONNX Runtime's C++ headers (API $ort_headers_api or later) are missing" \
    "please install them (onnxruntime-devel), or put them into $ort/include"
  uri=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
  [[ -n $uri ]] || die 4 "apt knows no package source; run apt-get update as root"
  mkdir -p "$1"/{sources,lists/partial,cache/archives/partial}
  printf '%s\n' "Types: deb" "URIs: $uri" "Suites: $ort_headers_suite" "Components: main" \
    "Architectures: $ort_headers_architecture" "Signed-By: $keyring" >"$1/sources/later.sources"
  options=(-qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/$1/sources"
    -o Dir::State::Lists="$PWD/$1/lists" -o Dir::Cache="$PWD/$1/cache" -o APT::Sandbox::User=root
    -o Acquire::Languages=none)
  apt-get "${options[@]}" update >&2 ||
    die 4 "the package list of Debian's $ort_headers_suite could not be read"
  (cd "$1" && apt-get "${options[@]}" download \
    "$ort_headers_package:$ort_headers_architecture=$ort_headers_version" >&2) ||
    die 4 "$ort_headers_package $ort_headers_version could not be downloaded"
  verify_sha256 "$1"/*.deb "$ort_headers_sha256"
  dpkg -x "$1"/*.deb "$1/unpacked"
}

prepare_onnxruntime_headers() {
  local found pins="$ort_headers_package $ort_headers_version $ort_headers_sha256"
  is_made include "$pins" && return
  mkdir -p "$ort"
  if found=$(system_headers); then
    say "ONNX Runtime's headers: $found"
    cp -rL "$found" "$ort/include.new"
  else
    say "ONNX Runtime's headers: $ort_headers_package $ort_headers_version"
    download_headers "$ort/apt.new"
    cp -rL "$ort/apt.new/unpacked/usr/include/onnxruntime" "$ort/include.new"
  fi
  rm -rf "$ort/include"
  mv "$ort/include.new" "$ort/include"
  echo "$pins" >"$ort/include.stamp"
}

prepare_onnxruntime_library() { # linux|windows
  local platform sha256 member
  case $1-$(uname -m) in
    windows-*)
      platform=$ort_windows_platform sha256=$ort_windows_sha256 member=onnxruntime.dll
      ;;
    linux-x86_64)
      platform=$ort_linux_x86_64_platform sha256=$ort_linux_x86_64_sha256
      member=libonnxruntime.so.$ort_version
      ;;
    *)
      [[ -e $ort/told ]] || say "no ONNX Runtime library is pinned for $(uname -m): name yours with ort:lib=PATH"
      touch "$ort/told"
      return
      ;;
  esac
  local pins="$ort_version $platform $sha256" work=$ort/wheel.new
  is_made "$1" "$pins" && return
  say "ONNX Runtime's library: $ort_version $platform"
  mkdir -p "$work" "$ort/lib"
  echo "onnxruntime==$ort_version --hash=sha256:$sha256" >"$work/requirements.txt"
  env -u PIP_REQUIRE_VIRTUALENV "$(system_python)" -m pip download --quiet --no-deps \
    --only-binary :all: --require-hashes --implementation cp --python-version "$ort_python" \
    --platform "$platform" --dest "$work" --requirement "$work/requirements.txt" >&2 ||
    die 4 "ONNX Runtime $ort_version ($platform) could not be downloaded by pip"
  verify_sha256 "$work"/*.whl "$sha256"
  "$(system_python)" -m zipfile -e "$work"/*.whl "$work/unpacked"
  mv "$work/unpacked/onnxruntime/capi/$member" "$ort/lib/$member"
  rm -rf "$work"  # the next one starts afresh
  echo "$pins" >"$ort/$1.stamp"
}
