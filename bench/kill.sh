#!/usr/bin/env bash
# Kills a small training or cross-validation with SIGKILL at random moments, resumes it until it ends, and compares its weights and log, or all
# that does not depend on the clock, with those of a run that nobody disturbed. Usage: bench/kill.sh [KILLS [SEED [WHAT]]]  (20, 1, train or crossval)
#   PRECISION (default: fp32), OMP_NUM_THREADS (default: 1)
set -euo pipefail
condyle=$(dirname "$(readlink -f "$0")")/../condyle
kills=${1:-20}
RANDOM=${2:-1}
what=${3:-train}
folder=$(mktemp -d)
pid=
# Small tensors lose more to waiting for a second thread than they gain; short runs lose more to compiling than they gain.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} CONDYLE_JAVA_OPTS="-Xmx1g -XX:ParallelGCThreads=1 -XX:TieredStopAtLevel=1"
trap 'if [ -n "$pid" ]; then kill -9 "$pid" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT

# Two stages, a second head, a loss that needs maps, an early end, an epoch every few steps: many files at many moments.
cat >"$folder/experiment.yaml" <<YAML
name: kill
precision: ${PRECISION:-fp32}
device: cpu
classes: [femur, tibia, cartilage]
phantoms: {count: 1, validation: 1, spacing: 4, contexts: 1}
stages:
  - name: coarse
    spacing: 8
    network: {type: unet, channels: [8, 16]}
    train:
      optimizer: {type: adamw}
      schedule: {type: cosine, warmup: 5}
      rate: 5e-3
      epoch: 4
      earlyStop: {epochs: 3, watch: dice}
      phases: [{steps: 60, patch: [16, 16, 16], loss: {type: dice+cross-entropy}}]
    infer: {window: [16, 24, 24]}
  - name: fine
    spacing: 4
    network: {type: unet, channels: [8, 16]}
    head: {map: {type: distance}}
    train:
      optimizer: {type: sgd}
      schedule: {type: constant}
      rate: 1e-2
      epoch: 5
      phases:
        - {steps: 25, patch: [16, 16, 16], batch: 2, loss: {type: dice+cross-entropy}}
        - {steps: 15, patch: [32, 32, 32], loss: {type: distance-penalized-cross-entropy}}
    infer: {window: [32, 32, 32]}
YAML

if [ "$what" = crossval ]; then
  "$condyle" phantom --count 4 --visits 2 --revisited 1 --spacing 5 --seed 3 -o "$folder/cohort"
  sed -i "s|^phantoms:.*|cases: {table: cohort/cohort.csv, labels: condyle, spacing: 4, contexts: 1, validation: {share: 0.3}}|" \
    "$folder/experiment.yaml"
fi

train() {
  if [ "$what" = crossval ]; then
    exec "$condyle" crossval "$folder/experiment.yaml" --folds 2 -o "$1"
  fi
  exec "$condyle" train "$folder/experiment.yaml" -o "$1" --resume
}

# The log without the column of seconds, which no two runs share.
rows() { awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "seconds") s = i } { $s = ""; print }' "$1"; }

# Fails unless a run ended as the undisturbed one did.
compare() {
  if [ "$what" = crossval ]; then
    diff -r -x log.csv -x costs.csv -x log.png -x '*.tfevents*' -x '.*' "$folder/whole" "$1"
    local log
    for log in "$folder"/whole/fold-*/log.csv; do
      diff <(rows "$log") <(rows "$1/${log#"$folder/whole/"}")
    done
    return
  fi
  cmp "$folder/whole/weights.safetensors" "$1/weights.safetensors"
  diff <(rows "$folder/whole/log.csv") <(rows "$1/log.csv")
}

"$condyle" --version
started=$(date +%s%N)
(train "$folder/whole") >"$folder/said" 2>&1 || { cat "$folder/said" >&2; exit 1; }
took=$((($(date +%s%N) - started) / 1000000))
if [ "$what" = crossval ]; then ends=scores.csv; else ends=weights.safetensors; fi
echo "undisturbed: $took ms, $(cat "$folder"/whole/log.csv "$folder"/whole/fold-*/log.csv 2>/dev/null | grep -vc '^stage,') epochs, $ends" \
  "$(sha256sum <"$folder/whole/$ends" | cut -c1-16)"

done=0
runs=0
while [ "$done" -lt "$kills" ]; do
  runs=$((runs + 1))
  run=$folder/run$runs
  while :; do
    (train "$run") >"$folder/said" 2>&1 &
    pid=$!
    if [ "$done" -lt "$kills" ]; then
      # Two draws of 15 bits: anywhere from the start to as long as the whole run took.
      moment=$(((RANDOM * 32768 + RANDOM) % took))
      sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
      kill -9 "$pid" 2>/dev/null || true
      status=0
      wait "$pid" 2>/dev/null || status=$?
      if [ "$status" -eq 137 ]; then
        done=$((done + 1))
        last=$(tail -qn 1 "$run/log.csv" "$run"/fold-*/log.csv 2>/dev/null | cut -d, -f1,2 | paste -sd ' ' || true)
        echo "kill $done: run $runs, after $moment ms, last epoch in the log: ${last:-none}"
        continue
      fi
    else
      status=0
      wait "$pid" || status=$?
    fi
    [ "$status" -eq 0 ] || { cat "$folder/said" >&2; exit 1; }
    break
  done
  pid=
  compare "$run"
  echo "run $runs: ended as the undisturbed run did"
done
echo "$done kills in $runs runs; every run ended with the same bytes"
