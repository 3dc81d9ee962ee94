#!/usr/bin/env bash
# One training step beside PyTorch's, same network, weights and image, same run. Usage: bench/step.sh [SIDE [STEPS]]  (96 and 7)
# It needs /usr/bin/python3 with torch (Debian: python3-torch); without it there are no ratios.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
./condyle --version >/dev/null
mvn -q -B -pl bench -am compile
# The launcher's settings for the CPU, for both.
export OMP_WAIT_POLICY=passive MALLOC_ARENA_MAX=1
export MALLOC_MMAP_THRESHOLD_=17179869184 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
if grep -qs avx512f /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
exec java -Xmx2g -cp "bench/target/classes:learn/target/classes:image/target/classes:app/target/lib/*" \
  condyle.bench.StepBench bench/step.py "${1:-96}" "${2:-7}"
