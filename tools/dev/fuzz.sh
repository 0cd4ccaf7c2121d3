# SPDX-License-Identifier: Apache-2.0
# ./dev fuzz [NAME] [--seconds N]: fuzzes one target, or each in turn. New inputs stay in
# build/fuzz/corpus; an input that fails stays in build/fuzz/failures: put it into fuzz/corpus/NAME.
source tools/dev/common.sh

seconds=30 name=
while (($#)); do
  case $1 in
    --seconds)
      seconds=${2:?--seconds needs a number}
      shift
      ;;
    -*) die 2 "fuzz: unknown option $1" ;;
    *) name=$1 ;;
  esac
  shift
done

./dev build fuzz
shopt -s nullglob
if [[ -n $name ]]; then targets=("build/fuzz/fuzz/fuzz_$name"); else targets=(build/fuzz/fuzz/fuzz_*); fi
((${#targets[@]})) || die 2 "there are no fuzz targets: see fuzz/CMakeLists.txt"
failed=0
for target in "${targets[@]}"; do
  name=${target##*/fuzz_}
  [[ -x $target ]] || die 2 "there is no fuzz target '$name': see fuzz/CMakeLists.txt"
  mkdir -p "build/fuzz/corpus/$name" build/fuzz/failures
  say "fuzz: $name for $seconds s"
  corpus=("build/fuzz/corpus/$name")
  [[ -d fuzz/corpus/$name ]] && corpus+=("fuzz/corpus/$name")
  "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="build/fuzz/failures/$name-" "${corpus[@]}" >&2 || failed=$((failed + 1))
done
echo "fuzz: $((${#targets[@]} - failed)) passed, $failed failed"
((failed == 0))
