# SPDX-License-Identifier: Apache-2.0
# OpenCV for Windows in .deps/opencv-windows: what decodes PNG and BMP and resizes. Part of ./dev setup
# windows; from the source that tools/dev/pins.sh names, with the sources that cmake/opencv lists.
# shellcheck shell=bash disable=SC2154

opencv=.deps/opencv-windows

# pip asks every source archive for its metadata before it keeps it, and OpenCV's imports the tool that
# would build it. These stand-ins let it answer with its name and version.
write_skbuild() { # FOLDER
  mkdir -p "$1/skbuild"
  printf '%s\n' "_classify_installed_files = None" >"$1/skbuild/setuptools_wrap.py"
  printf '%s\n' "from unittest.mock import MagicMock" "import setuptools" "cmaker = MagicMock()" \
    "def setup(name, version, **_):" "    setuptools.setup(name=name, version=version, packages=[])" \
    >"$1/skbuild/__init__.py"
}

download_opencv() { # FOLDER
  write_skbuild "$1/python"
  echo "opencv-python-headless==$opencv_version --hash=sha256:$opencv_sha256" >"$1/requirements.txt"
  env -u PIP_REQUIRE_VIRTUALENV PYTHONPATH="$PWD/$1/python" "$(system_python)" -m pip download --quiet \
    --no-deps --no-binary :all: --no-build-isolation --require-hashes --dest "$1" \
    --requirement "$1/requirements.txt" >&2 ||
    die 4 "the source of opencv-python-headless $opencv_version could not be downloaded by pip"
  verify_sha256 "$1"/*.tar.gz "$opencv_sha256"
  tar -xzf "$1"/*.tar.gz -C "$1" --wildcards --strip-components=1 '*/opencv/modules/core' \
    '*/opencv/modules/imgproc' '*/opencv/modules/imgcodecs' '*/opencv/3rdparty/libpng' '*/opencv/LICENSE'
}

prepare_opencv_windows() {
  local work=$opencv.new pins
  pins="$opencv_version $opencv_sha256 $(sha256sum cmake/opencv/CMakeLists.txt cmake/mingw.cmake)"
  [[ -f $opencv/stamp && $(<"$opencv/stamp") == "$pins" ]] && return
  say "OpenCV for Windows (PNG, BMP, resize): $opencv_version, built from its source"
  mkdir -p "$work/source"
  download_opencv "$work/source"
  cmake -S cmake/opencv -B "$work/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/mingw.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DOPENCV_SOURCE="$PWD/$work/source/opencv" \
    -DCMAKE_INSTALL_PREFIX="$PWD/$work/made" >"$work/build.log" 2>&1 &&
    cmake --build "$work/build" >>"$work/build.log" 2>&1 &&
    cmake --install "$work/build" >>"$work/build.log" 2>&1 || {
    tail -n 30 "$work/build.log" >&2
    die 4 "OpenCV could not be built for Windows"
  }
  echo "$pins" >"$work/made/stamp"
  rm -rf "$opencv"
  mv "$work/made" "$opencv"
  rm -rf "$work"
}
