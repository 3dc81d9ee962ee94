#!/usr/bin/env bash
# Wall time and memory of the whole commands: segment, and phantom. Usage: bench/segment.sh [INPUT...]
# It needs GNU time (Debian: time). Without an input it segments a synthetic knee of 384×384×160.
set -euo pipefail
condyle=$(dirname "$(readlink -f "$0")")/../condyle
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Prints one line about a command: its name, seconds, GB; what it prints itself only where it fails.
measure() {
  local name=$1 status=0 wall memory
  shift
  /usr/bin/time -v -o "$folder/time" "$condyle" "$@" >"$folder/said" 2>&1 || status=$?
  wall=$(sed -n 's/.*Elapsed (wall clock) time.*): //p' "$folder/time" |
    awk -F: '{ s = 0; for (i = 1; i <= NF; i++) s = 60 * s + $i; print s }')
  memory=$(sed -n 's/.*Maximum resident set size (kbytes): //p' "$folder/time")
  LC_ALL=C awk -v n="$name" -v w="$wall" -v m="$memory" -v s="$status" \
    'BEGIN { printf "%-40s %8.2f s wall  %6.2f GB resident  exit %d\n", n, w, m * 1024e-9, s }'
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
