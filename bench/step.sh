#!/usr/bin/env bash
# One training step beside PyTorch's, same network, weights and image, same run. Usage: bench/step.sh [SIDE [STEPS]]  (96 and 7)
# It needs /usr/bin/python3 with torch (Debian: python3-torch); without it there are no ratios.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
./condyle --version >/dev/null
mvn -q -B -pl bench -am compile
. bench/settings.sh
exec java -Xmx2g -cp "$classes" condyle.bench.StepBench bench/step.py "${1:-96}" "${2:-7}"
