# Sourced by the scripts here: goes to the checkout, builds, and sets the CPU up as the launcher does; the peers inherit that.
# See docs/decisions/0005.
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
./condyle --version >/dev/null
mvn -q -B -pl bench -am compile
export OMP_WAIT_POLICY=passive MALLOC_ARENA_MAX=1
export MALLOC_MMAP_THRESHOLD_=17179869184 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
if grep -qs avx512f /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
classes="bench/target/classes:learn/target/classes:image/target/classes:app/target/lib/*"
