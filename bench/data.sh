#!/usr/bin/env bash
# What making patches adds to a training step of the fine stage. Usage: bench/data.sh [SIDE [STEPS]]  (96 and 15)
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx3g -cp "$classes" condyle.bench.DataBench "${1:-96}" "${2:-15}"
