"""Methods of others on Moré and Wild's problems, through the library's own meter.

    python morewild.py run RECORDS.jsonl          makes the runs; goes on where it was interrupted
    python morewild.py table RECORDS.jsonl        writes morewild.csv and ../bendfo/least.csv

Every solver has the first sizes of SCALES, in units of the size of the start; pkg/rivals chooses among them on one half
of the problems and shows the other.
"""

import csv
import json
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from client import HERE, Server  # noqa: E402
from solvers import DRAWS, SOLVERS, WANTS_NOISE, solver  # noqa: E402

FORMS = ["smooth", "kinks", "wild", "uniform"]
SCALES = {name: [0.01, 0.1, 1] for name in SOLVERS} | {"Py-BOBYQA": [0.1, 1], "COBYQA": [0.1, 1], "NGOpt": [0.1, 1], "BADS": [0.1]}
TAUS = [1e-1, 1e-3, 1e-5, 1e-7]
DATA = os.path.join(HERE, "..", "bendfo")
OURS = os.path.join(HERE, "..", "study", "bendfo", "lowest.csv")


def problems():
    """Row and variables of each problem, and the least sum of squares that is known."""
    known = {int(r["row"]): float(r["known_least"]) for r in csv.DictReader(open(os.path.join(DATA, "values.csv")))}
    known[13] = known[14] = 0.0  # at (5, 4); optimagic has the local minimum
    rows = [line.split() for line in open(os.path.join(DATA, "dfo.dat"))]
    return [(k + 1, int(r[1]), known[k + 1]) for k, r in enumerate(rows)]


def first(server, row, form):
    """The value at the start, without noise."""
    return server.run(f"morewild {row} {form} 0", lambda task, f: None)[1]


def jobs():
    """All runs, the quick solvers first; of the slow ones one first size and one form after the other."""
    slow = ["Py-BOBYQA", "COBYQA", "NGOpt", "BADS"]
    plan = [(name, form, SCALES[name]) for name in SOLVERS if name not in slow for form in FORMS]
    plan += [(name, form, [scale]) for scale in (0.1, 1) for forms in (["smooth"], ["kinks", "uniform"], ["wild"]) for name in slow
             for form in forms if scale in SCALES[name]]
    for name, form, scales in plan:
        for row, n, known in problems():
            if name == "BADS" and n > 4:
                continue  # seconds to minutes a run
            for scale in scales:
                for seed in range(2 if name in DRAWS and name not in slow else 1):
                    yield name, row, form, scale, seed, known


def run(path):
    done = set()
    if os.path.exists(path):
        done = {tuple(json.loads(line)[:5]) for line in open(path)}
    with Server() as server, open(path, "a") as out:
        for name, row, form, scale, seed, known in jobs():
            if (name, row, form, scale, seed) in done:
                continue
            enough = ""
            if form != "kinks":  # 10^-7 is solved there
                enough = repr(known + 0.9e-7 * (first(server, row, form) - known))
            noise = form in ("wild", "uniform") and name in WANTS_NOISE
            record = server.run(f"morewild {row} {form} {seed} {enough}", solver(name, scale, seed, noise))
            out.write(json.dumps([name, row, form, scale, seed, record]) + "\n")
            out.flush()


def solved(record, least):
    """The evaluations to each of TAUS, empty where it was not reached; as pkg/rivals has it."""
    evals, best = record[0::2], record[1::2]
    out = []
    for tau in TAUS:
        limit = least + tau * (best[0] - least)
        out.append(next((int(e) for e, b in zip(evals, best) if b <= limit), ""))
    return out


def least(records):
    """The least values by anyone: the published ones and those of bendfo/least.py, or one of the records or of our own
    runs where that is lower by more than rounding."""
    squares = {row: known for row, _, known in problems()}
    absolute = {int(r["row"]): float(r["least"]) for r in csv.DictReader(open(os.path.join(DATA, "least-absolute.csv")))}
    absolute[13] = absolute[14] = 0.0  # at (5, 4)
    lower = [(row, absolute if form == "kinks" else squares, record[-1], record[1]) for _, row, form, _, _, record in records]
    if os.path.exists(OURS):
        first = {(row, kind is squares): value for row, kind, _, value in lower}
        for r in csv.DictReader(open(OURS)):
            row = int(r["row"])
            lower += [(row, kind, float(r[name]), first[row, kind is squares]) for kind, name in ((squares, "squares"), (absolute, "absolute"))]
    for row, values, value, at_start in lower:
        if value < values[row] - 1e-9 * (at_start - values[row]):
            values[row] = value
    return squares, absolute


def table(path):
    records = [json.loads(line) for line in open(path)]
    records = [r for r in records if r[2] in FORMS]
    squares, absolute = least(records)
    with open(os.path.join(DATA, "least.csv"), "w", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["row", "squares", "absolute"])
        w.writerows([row, repr(squares[row]), repr(absolute[row])] for row in sorted(squares))
    with open(os.path.join(HERE, "morewild.csv"), "w", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["form", "solver", "scale", "row", "seed"] + [f"evals_{tau:g}" for tau in TAUS])
        for name, row, form, scale, seed, record in sorted(records, key=lambda r: (FORMS.index(r[2]), list(SOLVERS).index(r[0]), r[3], r[1], r[4])):
            w.writerow([form, name, scale, row, seed] + solved(record, (absolute if form == "kinks" else squares)[row]))


if __name__ == "__main__":
    {"run": run, "table": table}[sys.argv[1]](*sys.argv[2:])
