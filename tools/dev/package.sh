# SPDX-License-Identifier: Apache-2.0
# ./dev package: a .zip for Windows, a .tar.gz and a .deb for Linux in build/packages, each tried: the
# .zip under Wine and the .tar.gz in an empty folder with nothing of this environment, the .deb
# installed by apt in a new system (debootstrap; as root).
source tools/dev/common.sh

packages=$PWD/build/packages
example=examples/liveness

# The licences of what is linked into the program, as Debian's packages state them.
collect_licences() { # linux|windows
  local folder=build/licences/$1 name
  rm -rf "$folder"
  mkdir -p "$folder"
  for name in libcli11-dev libfmt-dev nlohmann-json3-dev libtomlplusplus-dev libexpected-dev libprotozero-dev; do
    cp "/usr/share/doc/$name/copyright" "$folder/$name.txt"
  done
  [[ $1 == windows ]] || return 0
  cp .deps/opencv-windows/licences/* "$folder/"
  cp /usr/share/doc/libz-mingw-w64-dev/copyright "$folder/zlib.txt"
  cp /usr/share/doc/mingw-w64-x86-64-dev/copyright "$folder/mingw-w64.txt"
}

# in_nothing FOLDER COMMAND…: with nothing of this environment, and the folder as its home.
in_nothing() {
  local folder=$1
  shift
  (cd "$folder" && env -i PATH=/usr/bin:/bin HOME="$folder" LC_ALL=C.UTF-8 "${wine_variables[@]}" "$@")
}

# try_program FOLDER READING COMMAND…: the program on the bundled examples, which lie below READING;
# what it says of them goes to FOLDER.json, to be compared.
try_program() {
  local folder=$1 reading=$2 code=0
  shift 2
  in_nothing "$folder" "$@" --version >/dev/null
  in_nothing "$folder" "$@" inspect "$reading/$example/liveness_int8.onnx" >/dev/null
  in_nothing "$folder" "$@" audit "$reading/examples/audit/generate.log" >/dev/null || code=$?
  ((code <= 1)) || die "$code" "npuscope audit failed in $folder"
  code=0
  in_nothing "$folder" "$@" diagnose "$reading/$example/case.toml" --rungs exact,neural-art --limit 2 \
    --ort-library none --work work --quiet --json - >"$folder.json" || code=$?
  ((code <= 1)) || die "$code" "npuscope diagnose failed in $folder"
  grep -q '"schema"' "$folder.json" || die 1 "npuscope diagnose printed no report in $folder"
}

# A new system with nothing but Debian's base, the .deb installed in it by its own apt.
try_deb() { # DEB SYSTEM
  local uri suite system=$2
  uri=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  debootstrap --variant=minbase "$suite" "$system" "$uri" >build/packages/debootstrap.log 2>&1 ||
    die 4 "debootstrap could not make a system; see build/packages/debootstrap.log"
  cp "$1" "$system/opt/npuscope.deb"
  for name in /etc/resolv.conf /etc/apt/apt.conf.d/*; do
    [[ -f $name ]] && cp -L "$name" "$system$name"
  done
  chroot "$system" apt-get -q update >>build/packages/debootstrap.log 2>&1
  chroot "$system" apt-get -q install -y --no-install-recommends /opt/npuscope.deb \
    >>build/packages/debootstrap.log 2>&1 ||
    die 1 "apt could not install the .deb; see build/packages/debootstrap.log"
  mkdir "$system/opt/a folder"
  cp -r "$system/usr/share/doc/npuscope/examples" "$system/opt/a folder/"
  local code=0
  chroot "$system" sh -c "cd '/opt/a folder' && npuscope diagnose $example/case.toml --rungs exact,neural-art \
    --limit 2 --ort-library none --work work --quiet --json -" >"$system.json" || code=$?
  ((code <= 1)) || die "$code" "the installed npuscope failed"
}

./dev setup build windows package
collect_licences linux
collect_licences windows
./dev build package npuscope
./dev build package-windows npuscope
rm -rf "$packages"
mkdir -p "$packages"
for preset in package package-windows; do
  cpack --config "build/$preset/CPackConfig.cmake" -B "$packages" >"build/$preset/cpack.log" 2>&1 ||
    { tail -n 20 "build/$preset/cpack.log" >&2 && die 1 "CPack failed"; }
done
rm -rf "$packages/_CPack_Packages"

place=$(mktemp -d "${TMPDIR:-/tmp}/npuscope packages XXXXXX")
trap 'rm -rf "$place"' EXIT
mkdir "$place/windows" "$place/linux"

"$(system_python)" -m zipfile -e "$packages"/*.zip "$place/windows"
wine_variables=("WINEPREFIX=$place/wine" WINEDEBUG=-all "WINEDLLOVERRIDES=mscoree=;mshtml=")
in_nothing "$place/windows" /usr/lib/wine/wine64 wineboot --init >/dev/null 2>&1
folder=$(basename "$place"/windows/*)
try_program "$place/windows" "$folder" /usr/lib/wine/wine64 "$folder/npuscope.exe"
say "tried: the .zip, in an empty folder under a new Wine"

wine_variables=()
tar -xzf "$packages"/*.tar.gz -C "$place/linux"
folder=$(basename "$place"/linux/*)
try_program "$place/linux" "$folder/share/doc/npuscope" "./$folder/bin/npuscope"
cmp "$place/windows.json" "$place/linux.json" || die 1 "Windows and Linux say different things"
say "tried: the .tar.gz, in an empty folder without this environment; it says the same as Windows"

if ((EUID == 0)); then
  try_deb "$packages"/*.deb "$place/system"
  cmp "$place/system.json" "$place/linux.json" || die 1 "the installed program says something else"
  say "tried: the .deb, installed by apt in a new Debian"
else
  say "not tried: the .deb in a new Debian, which needs root"
fi
ls -l "$packages"/*.zip "$packages"/*.tar.gz "$packages"/*.deb
