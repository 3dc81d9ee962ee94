#!/usr/bin/env bash
# Coordinate networks beside the sgemm peak, and the fit of a latent code. Usage: bench/implicit.sh [STEPS]  (672)
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx1g -cp "$classes" condyle.bench.ImplicitBench "$@"
