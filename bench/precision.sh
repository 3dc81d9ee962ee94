#!/usr/bin/env bash
# Training in bf16 beside fp32: validation Dice of a small experiment, 3 seeds each. Usage: bench/precision.sh [STEPS [SEEDS]]  (1000 and 3)
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx2g -cp "$classes" condyle.bench.PrecisionBench "${1:-1000}" "${2:-3}"
