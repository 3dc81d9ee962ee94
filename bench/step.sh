#!/usr/bin/env bash
# One training step of the 3-D U-Net, V-Net and 2-D U-Net beside PyTorch's, same weights and images, same run.
# Usage: bench/step.sh [STEPS [NETWORK...]]  (7, and unet3d vnet unet2d)
# It needs /usr/bin/python3 with torch (Debian: python3-torch); without it there are no ratios.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx2g -cp "$classes" condyle.bench.StepBench bench/step.py "${@:-7}"
