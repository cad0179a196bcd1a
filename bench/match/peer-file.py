"""Solves instances in the text form by scipy, as one who has never seen our reader: prints one total a file.

Dense: a row for each place (no more than there are workers), a column for each worker, 0 where there is no edge worth
anything; what scipy assigns at 0 is nobody's.
"""

import sys

import numpy as np
from scipy.optimize import linear_sum_assignment


def best(path):
    workers, headcount, edges = 0, {}, []
    with open(path, encoding="utf-8-sig") as lines:
        for words in (line.split() for line in lines):
            if not words or words[0] == "c" or words[0].startswith("#"):
                continue
            if words[0] == "p":
                workers = int(words[2])
            elif words[0] == "s":
                headcount[int(words[1])] = int(words[2])
            else:
                edges.append([int(word) for word in words[1:]])
    rows = {}
    for shift, worker, value in edges:
        row = rows.setdefault(shift, np.zeros(workers))
        row[worker] = max(row[worker], value)
    places = [row for shift, row in rows.items() for _ in range(min(headcount.get(shift, 0), workers))]
    if not places:
        return 0
    matrix = np.array(places)
    return int(matrix[linear_sum_assignment(matrix, maximize=True)].sum())


for path in sys.argv[1:]:
    print(best(path))
