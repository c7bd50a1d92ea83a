"""Executes a notebook the way a browser with JupyterLab does.

usage: smoke.py ADDRESS TOKEN NOTEBOOK SECONDS

Asks the REST interface for the kernel specs, the notebook and a session, sends
each cell over the session's WebSocket, and prints one line a cell. The exit
status is 1 when a cell fails or takes longer than the seconds, or when programs of
the course, whose folder is in GRADSTEP_LAB, listen at other ports than ADDRESS.
"""

import json
import os
import sys
import time
import urllib.parse
import urllib.request
import uuid

import websocket


def main(address, token, notebook, seconds):
    def rest(method, path, body=None):
        request = urllib.request.Request(
            address + "api/" + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "token " + token, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            data = answer.read()
        return json.loads(data) if data else None

    specs = rest("GET", "kernelspecs")
    if list(specs["kernelspecs"]) != ["gonb"] or specs["default"] != "gonb":
        sys.exit(f"the server offers other kernels than gonb: {specs}")
    content = rest("GET", "contents/" + urllib.parse.quote(notebook))["content"]
    for beside in ("docs/notation.md", "testdata/photos/camera.png"):  # lessons link to them
        rest("GET", "contents/" + beside)
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    if not cells:
        sys.exit(f"{notebook} has no code cell")

    session = rest("POST", "sessions", {
        "path": notebook, "name": notebook, "type": "notebook", "kernel": {"name": "gonb"},
    })
    kernel = session["kernel"]["id"]
    socket = websocket.create_connection(
        address.replace("http", "ws", 1) + f"api/kernels/{kernel}/channels?session_id={session['id']}",
        header=["Authorization: token " + token],
        timeout=seconds,
    )
    failed = 0
    for number, cell in enumerate(cells, 1):
        source = "".join(cell["source"])
        tags = cell["metadata"].get("tags", [])
        if "skip-execution" in tags:
            continue
        begin = time.monotonic()
        outputs, status = execute(socket, session["id"], source, begin + seconds)
        took = time.monotonic() - begin
        print(f"  cell {number:2} of {len(cells)}  {status:9}  {took:5.1f} s  {outputs} outputs", flush=True)
        if status == "time-out" or (status != "ok" and "raises-exception" not in tags):
            failed += 1
            print(source, flush=True)
        if status == "time-out":
            break
    failed += drown(socket, session["id"], lambda: rest("POST", f"kernels/{kernel}/interrupt"), seconds)
    ports = listening()
    if ports is not None and ports != {urllib.parse.urlparse(address).port}:
        failed += 1
        print(f"other users reach the course's programs at the ports {ports}", flush=True)
    socket.close()
    rest("DELETE", "sessions/" + session["id"])
    if failed:
        sys.exit(f"{notebook}: {failed} of {len(cells)} cells failed")
    print(f"{notebook}: {len(cells)} cells executed through JupyterLab")


def drown(socket, session, interrupt, seconds):
    """Prints without end, and stops that; returns 1 when the page would not live."""
    begin = time.monotonic()
    message = request(socket, session, "%%\nfor {\n\tfmt.Println(strings.Repeat(\"drowning \", 100))\n}")
    got, told, stopped = 0, False, None
    while True:
        socket.settimeout(max(0.1, begin + seconds - time.monotonic()))
        try:
            text = socket.recv()
        except websocket.WebSocketTimeoutException:
            print(f"  a cell that prints without end: told {told}, stopped {stopped}", flush=True)
            return 1
        reply = json.loads(text)
        if reply["parent_header"].get("msg_id") != message:
            continue
        if reply["msg_type"] == "stream":
            got += len(text)
            if "is not shown" in reply["content"]["text"] and not told:
                told, stopped = True, time.monotonic()
                interrupt()
        elif reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            break
    if not told or got > 3_000_000:
        print(f"  a cell that prints without end sent {got} characters, told {told}", flush=True)
        return 1
    print(f"  a cell that prints without end is cut after {got} characters and ends {time.monotonic() - stopped:.1f} s after Stop", flush=True)
    return 0


def request(socket, session, source):
    """Sends a cell and returns the request's identity."""
    message = str(uuid.uuid4())
    socket.send(json.dumps({
        "channel": "shell",
        "header": {
            "msg_id": message, "msg_type": "execute_request", "username": "smoke",
            "session": session, "date": "2000-01-01T00:00:00Z", "version": "5.3",
        },
        "parent_header": {}, "metadata": {}, "buffers": [],
        "content": {"code": source, "silent": False, "store_history": True, "user_expressions": {},
                    "allow_stdin": False, "stop_on_error": True},
    }))
    return message


def listening():
    """Returns the TCP ports at which programs of the course listen.

    None where the system does not tell.
    """
    if not os.path.isdir("/proc/self/fd"):
        return None
    ports = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table) as file:
            for line in list(file)[1:]:
                field = line.split()
                if field[3] == "0A":  # listens
                    ports["socket:[" + field[9] + "]"] = int(field[1].rpartition(":")[2], 16)
    mark = b"GRADSTEP_LAB=" + os.fsencode(os.environ["GRADSTEP_LAB"])
    found = set()
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/environ", "rb") as file:
                if mark not in file.read().split(b"\0"):
                    continue
            files = [os.readlink(f"/proc/{process}/fd/{fd}") for fd in os.listdir(f"/proc/{process}/fd")]
        except OSError:
            continue
        found |= {ports[name] for name in files if name in ports}
    return found


def execute(socket, session, source, deadline):
    """Sends one cell; returns how many outputs it had, and how it ended."""
    message = request(socket, session, source)
    outputs, status, idle = 0, None, False
    while status is None or not idle:
        socket.settimeout(max(0.1, deadline - time.monotonic()))
        try:
            reply = json.loads(socket.recv())
        except websocket.WebSocketTimeoutException:
            return outputs, "time-out"
        if reply["parent_header"].get("msg_id") != message:
            continue
        kind, content = reply["msg_type"], reply["content"]
        if kind == "execute_reply":
            status = content["status"]
        elif kind == "status" and content["execution_state"] == "idle":
            idle = True
        elif kind in ("stream", "display_data", "execute_result", "update_display_data"):
            outputs += 1
        elif kind == "error":
            print("\n".join(content["traceback"]), flush=True)
    return outputs, status


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
