#!/usr/bin/env bash
# Distance transform and surface distances beside scipy, same masks, same run. Usage: bench/edt.sh [ROUNDS]  (needs python3 with scipy; 384×384×160)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
mvn -q -B -pl bench -am compile
exec java -Xmx4g -cp image/target/classes:bench/target/classes condyle.bench.DistanceBench bench/edt.py "$@"
