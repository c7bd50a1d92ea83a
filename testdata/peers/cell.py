"""Takes apart what a lesson's plot cell costs when it is edited: the time of each step that GoNB makes.

    python cell.py > cell.csv

Needs Go, and the kernel's tools (go run ./notebooks setup). A folder like GoNB's holds a program that draws a figure of a run of
momentum; before each call the program is another one, as after an edit. The least of ROUNDS calls counts. Columns: step, processor and clock, both in ms.
"""

import csv
import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("CELL_ROUNDS", 10))
ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PROGRAM = """package main

import (
	"flag"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

func main() {
	flag.Parse()
	p, t := testfunc.Ravine(), &optim.Trace{}
	optim.Minimize(optim.Problem{Func: p.Func, Grad: p.Grad}, p.Start, optim.NewMomentum(), optim.Settings{Rate: optim.Constant(0.001), MaxSteps: 300, Trace: t})
	fig := nbplot.Figure{Title: "Edit %d", Alt: "a curve that falls", X: nbplot.Axis{Label: "step"}, Y: nbplot.Axis{Label: "θ"}}.Add()
	fig.Add(nbplot.Line("θ", nbplot.Linspace(0, 300, 301), t.Coordinate(nil, 0)[:301]))
	fig.Show()
}
"""


def main():
    goroot = subprocess.run(["go", "env", "GOROOT"], check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    env = os.environ | {
        "GOTOOLCHAIN": "local", "GOAMD64": "v1", "CGO_ENABLED": "0", "GOPROXY": "off", "GOFLAGS": "-buildvcs=false -ldflags=-s",
        "PATH": os.pathsep.join([os.path.join(ROOT, ".venv/go/bin"), os.path.join(goroot, "bin"), os.environ["PATH"]]),
    }
    with tempfile.TemporaryDirectory() as folder:

        def call(line):
            r = subprocess.run(line if isinstance(line, list) else shlex.split(line), cwd=folder, env=env, capture_output=True, text=True)
            if r.returncode:
                sys.exit(f"{line}: {r.stderr}")
            return r.stderr

        edits = 0

        def edit():
            nonlocal edits
            edits += 1
            with open(os.path.join(folder, "main.go"), "w") as f:
                f.write(PROGRAM % (edits + os.getpid() * 1000))

        def least(line, before=lambda: None):
            busy = passed = float("inf")
            for _ in range(ROUNDS):
                before()
                start, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
                call(line)
                passed = min(passed, time.perf_counter() - begun)
                end = resource.getrusage(resource.RUSAGE_CHILDREN)
                busy = min(busy, end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
            return 1e3 * busy, 1e3 * passed

        for line in ("go mod init gonb_cell", "go work init", ["go", "work", "use", ROOT, "."], ["go", "mod", "edit", "-replace=github.com/gradstep/gradstep=" + ROOT]):
            call(line)
        edit()
        call("go build -o cell")
        edit()
        trace = call("go build -x -work -o cell")
        work = re.search(r"WORK=(\S+)", trace).group(1)
        tool = lambda name: re.search(rf"\S*/{name} .*", trace).group().replace("$WORK", work)
        rows = [
            ("goimports", least("goimports -w main.go", edit)),
            ("go get", least("go get", edit)),
            ("go build, edited", least("go build -o cell", edit)),
            ("of it, the compiler", least(tool("compile"))),
            ("of it, the linker", least(tool("link"))),
            ("go build, not edited", least("go build -o cell")),
        ]
        packages = len(subprocess.run(["go", "list", "-deps", "."], cwd=folder, env=env, check=True, capture_output=True, text=True).stdout.split())
        subprocess.run(["rm", "-r", work], check=True)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["step", "processor", "clock"])
    for step, ms in rows:
        out.writerow([step] + [f"{t:.0f}" for t in ms])
    print(f"{packages} packages are linked", file=sys.stderr)


if __name__ == "__main__":
    main()
