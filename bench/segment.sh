#!/usr/bin/env bash
# Wall time and memory of the whole commands: segment, and phantom. Usage: bench/segment.sh [INPUT...]
# It needs GNU time (Debian: time). Without an input it segments a synthetic knee of 384×384×160.
set -euo pipefail
condyle=$(dirname "$(readlink -f "$0")")/../condyle
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

[ -x /usr/bin/time ] || {
  echo 'segment.sh: GNU time is needed and /usr/bin/time is not there (Debian: apt install time)' >&2
  exit 2
}

# Prints one line about a command: its name, seconds on the clock and of processor, GB; what it prints itself only where
# it fails. The processor's seconds can be compared even where the machine had other work.
measure() {
  local name=$1 status=0 wall memory work
  shift
  /usr/bin/time -v -o "$folder/time" "$condyle" "$@" >"$folder/said" 2>&1 || status=$?
  wall=$(sed -n 's/.*Elapsed (wall clock) time.*): //p' "$folder/time" |
    awk -F: '{ s = 0; for (i = 1; i <= NF; i++) s = 60 * s + $i; print s }')
  memory=$(sed -n 's/.*Maximum resident set size (kbytes): //p' "$folder/time")
  work=$(sed -n -e 's/.*User time (seconds): //p' -e 's/.*System time (seconds): //p' "$folder/time" | awk '{ s += $1 } END { print s }')
  LC_ALL=C awk -v n="$name" -v w="$wall" -v m="$memory" -v c="$work" -v s="$status" \
    'BEGIN { printf "%-32s %7.1f s wall %7.1f s processor %6.2f GB resident  exit %d\n", n, w, c, m * 1024e-9, s }'
  # Exit 1 of segment may only mean that what was found is not plausible: the line stands, and the reason below it.
  [ "$status" -eq 0 ] || tail -n 5 "$folder/said" >&2
}

"$condyle" --version
measure 'phantom 384×384×160' phantom --count 1 --seed 7 -o "$folder/knee"
measure 'phantom 0.8 mm' phantom --count 1 --seed 7 --spacing 0.8 -o "$folder/small"
[ $# -gt 0 ] || set -- "$folder/knee/images/case001.nii.gz"
for input; do
  rm -rf "$folder/out"
  measure "segment $(basename "$input")" segment "$input" -o "$folder/out"
done
