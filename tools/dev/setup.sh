# SPDX-License-Identifier: Apache-2.0
# ./dev setup [GROUP…|--all]: installs what is missing of packages.txt, prepares .deps/.
# Needs nothing but bash, coreutils and, to install, apt and root. Quick when nothing is missing.
source tools/dev/common.sh
source tools/dev/pins.sh
source tools/dev/packages.sh
source tools/dev/onnxruntime.sh
source tools/dev/opencv_windows.sh
source tools/dev/bench_rivals.sh

groups=("$@")
((${#groups[@]})) || groups=(build test)
[[ ${groups[*]} == --all ]] && groups=(build test bench check windows package)

install_packages "${groups[@]}"

# Header-only libraries, apart from the system's other headers: cross builds use them too.
link_headers() {
  local folder name
  mkdir -p .deps/include
  for name in CLI fmt nlohmann toml++ tl protozero; do
    [[ -e .deps/include/$name ]] && continue
    for folder in /usr/include /usr/local/include; do
      [[ -d $folder/$name ]] && ln -sfn "$folder/$name" ".deps/include/$name"
    done
    [[ -e .deps/include/$name ]] || die 4 "the headers of $name are not in /usr/include"
  done
}

# Whatever fails, nothing half-made stays.
remove_unfinished() { rm -rf .deps/*.new .deps/onnxruntime/*.new; }
trap remove_unfinished EXIT
remove_unfinished
link_headers
prepare_onnxruntime_headers
prepare_onnxruntime_library linux
[[ " ${groups[*]} " != *" windows "* ]] || prepare_onnxruntime_library windows
[[ " ${groups[*]} " != *" windows "* ]] || prepare_opencv_windows
[[ " ${groups[*]} " != *" bench "* ]] || prepare_bench_rivals
