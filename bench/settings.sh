# The launcher's settings for the CPU, sourced by the scripts here; the peers inherit them. See docs/decisions/0005.
export OMP_WAIT_POLICY=passive MALLOC_ARENA_MAX=1
export MALLOC_MMAP_THRESHOLD_=17179869184 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
if grep -qs avx512f /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
classes="bench/target/classes:learn/target/classes:image/target/classes:app/target/lib/*"
