#!/usr/bin/env bash
# Surfaces between voxels: how far they lie from the true ones, on balls and, with a model, on synthetic knees.
# Usage: bench/surface.sh [STEPS [MODEL [SEED]]]   (600 steps of training on balls, 0 for none)
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx3g -cp "$classes" condyle.bench.SurfaceBench "$@"
