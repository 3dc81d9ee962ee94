#!/usr/bin/env bash
# Forward, and forward and backward, of every network by its default settings, as a Markdown table: milliseconds, operations,
# share of the sgemm peak, memory. Usage: bench/networks.sh [PASSES [NETWORK...]]  (5, and all)
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/settings.sh"
exec java -Xmx2g -cp "$classes" condyle.bench.NetworkBench "${@:-5}"
