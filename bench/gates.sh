#!/usr/bin/env bash
# Accuracy of the weights in models/knee, or of another model. Usage: bench/gates.sh GATE OUT [INPUT...]
#   a OUT [COUNT]     synthetic knees of seeds that no training has seen, contrasts mixed as in training (40)
#   b OUT LABELS...   images rendered from real label maps (ZIB's scheme, or pymskt's for .nrrd), CONTRAST=dess or random
#   c OUT SCAN...     one knee's scans on one grid: their labels compared, and each one's under harmless changes
#   failures OUT COUNT [LABELS...]   the known mistakes, counted on COUNT synthetic knees and on ZIB's label maps
#   robustness OUT [COUNT]   Dice against noise, receive field, slice thickness, flexion, grade and contrast on COUNT synthetic knees (3)
# MODEL=FOLDER chooses the weights. Each step that is done already is passed over, so a run that was stopped goes on.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
model=${MODEL:-$home/models/knee}
contrast=${CONTRAST:-dess}
gate=$1 out=$2
shift 2
condyle=$home/condyle

# Renders, segments and scores label maps of one scheme: SCHEME LABELS...
rendered() {
  local scheme=$1 map name
  shift
  mkdir -p "$out/$scheme/images" "$out/$scheme/maps"
  for map; do
    name=$(basename "$map")
    ln -sfn "$(readlink -f "$map")" "$out/$scheme/maps/$name"
    name=${name%.gz} name=${name%.nii} name=${name%.nrrd}
    [ -f "$out/$scheme/images/$name.nii.gz" ] ||
      "$condyle" render "$map" --labels "$scheme" --contrast "$contrast" --seed 1 -o "$out/$scheme/images/$name.nii.gz"
  done
  [ "${ONLY_RENDER:-}" ] || score "$out/$scheme" "$out/$scheme/maps" --reference-labels "$scheme"
}

# Segments FOLDER/images and compares with REFERENCE; further arguments go to evaluate.
score() {
  local folder=$1 reference=$2
  shift 2
  # Exit 1 of segment may mean that one result is not plausible: that is for the scores to show.
  "$condyle" segment "$folder/images" --model "$model" -o "$folder/segmented" || true
  "$condyle" evaluate --prediction "$folder/segmented" --reference "$reference" "$@" -o "$folder/scores"
}

# Runs a class of this module on the model: CLASS RESULT ARGUMENTS...
bench() {
  local class=$1 result=$2
  shift 2
  mkdir -p "$(dirname "$result")"
  result=$(readlink -f "$result")
  model=$(readlink -f "$model")
  . "$home/bench/settings.sh"
  java -Xmx4g -cp "$classes" "condyle.bench.$class" "$model" "$@" | tee "$result"
}

case $gate in
  a)
    [ -f "$out/cohort.csv" ] ||
      "$condyle" phantom --count "${1:-40}" --seed 424242 --spacing 0.7 --contrast mixed -o "$out"
    [ "${ONLY_RENDER:-}" ] || score "$out" "$out/labels"
    ;;
  b)
    zib=() pymskt=()
    for map; do
      case $map in *.nrrd) pymskt+=("$map") ;; *) zib+=("$map") ;; esac
    done
    [ ${#zib[@]} -eq 0 ] || rendered zib "${zib[@]}"
    [ ${#pymskt[@]} -eq 0 ] || rendered pymskt "${pymskt[@]}"
    ;;
  c)
    scans=()
    for scan; do scans+=("$(readlink -f "$scan")"); done
    bench StabilityBench "$out/stability.txt" "${scans[@]}"
    ;;
  failures)
    count=${1:-8} maps=()
    shift || true
    for map; do maps+=("$(readlink -f "$map")"); done
    bench FailuresBench "$out/failures.txt" "$count" zib ${maps[@]+"${maps[@]}"}
    ;;
  robustness)
    mkdir -p "$out"
    bench RobustnessBench "$out/robustness.txt" "${1:-3}" "$(readlink -f "$out")/robustness.csv"
    ;;
  *)
    echo "gates.sh: unknown gate '$gate'; known: a, b, c, failures, robustness" >&2
    exit 2
    ;;
esac
