#!/usr/bin/env bash
# Gives fuzz targets, built with the preset `fuzz`, bytes that libFuzzer makes up.
#   tests/fuzz/run.sh [--runs N] [--seed N] [TARGET...]
# Two targets at a time. What is new to a target is kept in build/fuzz/corpus, what brings one down in
# build/fuzz/findings; fails when there is any.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=1000000
seed=$RANDOM
targets=()
while [ $# -gt 0 ]; do
  case "$1" in
    --runs|--seed)
      [ $# -ge 2 ] || { echo "run.sh: $1 takes a number" >&2; exit 2; }
      declare "${1#--}=$2"
      shift 2 ;;
    -*) echo "run.sh: unknown option $1" >&2; exit 2 ;;
    *) targets+=("$1"); shift ;;
  esac
done
if [ ${#targets[@]} -eq 0 ]; then
  for each in tests/fuzz/*_fuzz.cc; do
    each=$(basename "$each" _fuzz.cc)
    targets+=("$each")
  done
fi

fuzz() {
  local name=$1 runs=$2 seed=$3
  local log=build/fuzz/logs/$name.log most=2000
  # Weighing how rare each input is takes a third of the time; as many runs find as much without it.
  local options=(-entropic=0)
  # A sentence or two holds all there is to find, and half the length is more than twice the runs.
  case "$name" in question) most=200 ;; personal_data|hours|headers|csv) most=400 ;; esac
  # libical says what it does not understand; what we and the sanitizers say goes past it.
  [ "$name" != calendar ] || options+=(-close_fd_mask=2)
  [ ! -f "tests/fuzz/dictionaries/$name" ] || options+=(-dict="tests/fuzz/dictionaries/$name")
  mkdir -p "build/fuzz/corpus/$name" build/fuzz/findings build/fuzz/logs
  rm -f "$log".*
  if ! ASAN_OPTIONS=allocator_may_return_null=1:log_path="$log" UBSAN_OPTIONS=print_stacktrace=1:log_path="$log" \
    "build/fuzz/fuzz_$name" -runs="$runs" -seed="$seed" -max_len="$most" -timeout=30 -rss_limit_mb=4096 \
    "${options[@]}" -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$name-" \
    "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    grep -aE 'does not hold|ERROR|runtime error|Test unit written' "$log"* >&2 || tail -5 "$log" >&2
    echo "$name: fell; see $log" >&2
    return 1
  fi
  awk -v name="$name" '/number_of_executed_units/ {runs = $2} /average_exec_per_sec/ {speed = $2}
    /new_units_added/ {kept = $2}
    END {printf "%s: %d runs, %d a second, %d inputs were new, nothing found\n", name, runs, speed, kept}' "$log"
}
export -f fuzz

echo "seed $seed"
printf '%s\n' "${targets[@]}" | xargs -P 2 -I NAME bash -c 'set -euo pipefail; fuzz NAME "$@"' - "$runs" "$seed"
