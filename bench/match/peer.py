"""Solves a match instance by scipy: `peer.py FILE` prints {"ms", "cpuMs", "value"}; FILE as for lemon.cpp.

scipy knows no headcounts and wants every row matched: a shift stands once for each place, and each place has a private
column of value 0 for staying empty. Weights must not be 0, so all are shifted by a constant.
"""

import json
import sys
import time

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

numbers = np.fromfile(sys.argv[1], dtype=np.int32)
workers, shifts, edges = (int(n) for n in numbers[:3])
headcount, row_start, edge_worker, edge_value = np.split(
    numbers[3:], np.cumsum([shifts, shifts + 1, edges])
)
greatest = int(edge_value.max(initial=0)) + 1
columns, weights, starts = [], [], [0]
slot = 0
for s in range(shifts):
    row = slice(row_start[s], row_start[s + 1])
    useful = edge_value[row] > 0
    for _ in range(min(int(headcount[s]), int(useful.sum()))):
        columns += [edge_worker[row][useful], [workers + slot]]
        weights += [greatest - edge_value[row][useful], [greatest]]
        starts.append(starts[-1] + int(useful.sum()) + 1)
        slot += 1
graph = csr_array(
    (np.concatenate(weights).astype(np.float64), np.concatenate(columns).astype(np.int32), np.array(starts, dtype=np.int32)),
    shape=(slot, workers + slot),
)

wall, cpu = time.perf_counter(), time.process_time()
rows, taken = min_weight_full_bipartite_matching(graph)
ms, cpu_ms = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
value = slot * greatest - int(graph[rows, taken].sum())
print(json.dumps({"ms": round(ms, 3), "cpuMs": round(cpu_ms, 3), "value": value}))
