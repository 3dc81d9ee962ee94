"""Peer of DistanceBench: reads masks as raw bytes (x fastest), writes distances, prints seconds by time.perf_counter.

python3 edt.py FOLDER NX NY NZ SX SY SZ
"""
import sys
import time

import numpy as np
from scipy.ndimage import binary_erosion, distance_transform_edt

folder, shape = sys.argv[1], [int(v) for v in sys.argv[4:1:-1]]
spacing = [float(v) for v in sys.argv[7:4:-1]]


def read(name):
    return np.fromfile(f"{folder}/{name}.raw", np.uint8).reshape(shape).astype(bool)


def surface_distances(a, b):
    """Boundary voxels in the smallest box around both: ASSD, and the larger directed 95th percentile."""
    where = np.argwhere(a | b)
    box = tuple(slice(l, h + 1) for l, h in zip(where.min(0), where.max(0)))
    a, b = a[box], b[box]
    a, b = a & ~binary_erosion(a), b & ~binary_erosion(b)
    ab = distance_transform_edt(~b, sampling=spacing)[a]
    ba = distance_transform_edt(~a, sampling=spacing)[b]
    hd95 = max(np.percentile(d, 95, method="inverted_cdf") for d in (ab, ba))
    return (ab.sum() + ba.sum()) / (len(ab) + len(ba)), hd95


bone, cartilage, shifted = read("bone"), read("cartilage"), read("shifted")
start = time.perf_counter()
distance = distance_transform_edt(~bone, sampling=spacing)
edt = time.perf_counter() - start
distance.astype("<f8").tofile(f"{folder}/distance.raw")
start = time.perf_counter()
assd, hd95 = surface_distances(cartilage, shifted)
print(edt, time.perf_counter() - start, assd, hd95)
