"""The library's problems, as serve (the folder beside this file) hands them out: one run at a time."""

import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


class Over(Exception):
    """The budget of a run is spent, or nothing is left to be gained."""


class Server:
    """A process that answers with values. Use it in a with statement."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        program, root = os.path.join(self.folder.name, "serve"), os.path.join(HERE, "..", "..")
        subprocess.run(["go", "build", "-o", program, "./testdata/peers/serve"], check=True, cwd=root)
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=root)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"serve ended at {line!r}")
        return answer

    def run(self, name, solve):
        """Let solve(task, f) work on the named run until it returns or the run is over; return the record."""
        task = json.loads(self.ask(name))

        def f(x):
            value, over = self.ask(" ".join(repr(float(v)) for v in x)).split()
            if over == "1":
                raise Over
            return float(value)

        try:
            solve(task, f)
        except Over:
            pass
        except Exception as failure:  # of the solver: what it had reached counts
            print(f"{name}: {failure!r}", file=sys.stderr)
        return json.loads(self.ask("end"))
