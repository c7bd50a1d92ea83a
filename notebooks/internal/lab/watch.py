# Runs JupyterLab until the process that started it is gone: its end of the pipe
# at descriptor 3 is then closed, whatever ended it.
import os
import runpy
import signal
import threading


def watch():
    try:
        while os.read(3, 1):
            pass
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGTERM)


os.set_inheritable(3, False)
threading.Thread(target=watch, daemon=True).start()
runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
