# Runs JupyterLab until the process that started it is gone: its end of the pipe
# at descriptor 3 is then closed, whatever ended it. Then, and after any other
# end, it ends what the kernels have left: a kernel that is killed leaves gopls.
import os
import runpy
import signal
import subprocess
import sys
import threading
import time

MARK = "GRADSTEP_LAB=" + os.environ["GRADSTEP_LAB"]


def watch():
    try:
        while os.read(3, 1):
            pass
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def environments():
    """Yields each process that can be read, with its environment."""
    if sys.platform == "linux":
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    yield int(pid), os.fsdecode(file.read()).split("\0")
            except OSError:
                pass
    else:
        listing = subprocess.run(["ps", "-axEww", "-o", "pid=,command="], stdout=subprocess.PIPE, check=False)
        for line in os.fsdecode(listing.stdout).splitlines():
            pid, _, text = line.strip().partition(" ")
            yield int(pid), [MARK] if f" {MARK} " in text + " " else []


def end_all():
    for kind in (signal.SIGTERM, signal.SIGKILL, signal.SIGKILL):
        left = [pid for pid, env in environments() if MARK in env and pid != os.getpid()]
        for pid in left:
            try:
                os.kill(pid, kind)
            except OSError:
                pass
        if left:
            time.sleep(0.3)


# jsonschema imports this package where it finds it, to check addresses that are
# not ASCII, which nothing in Jupyter asks for. It builds a parser when it is
# imported, which takes longer than the whole rest of the start.
sys.modules["rfc3987_syntax"] = None
install()  # of limit.py, which stands before this file

os.set_inheritable(3, False)
threading.Thread(target=watch, daemon=True).start()
try:
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
finally:
    end_all()
