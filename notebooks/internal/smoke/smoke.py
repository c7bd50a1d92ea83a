"""Executes a notebook the way a browser with JupyterLab does.

usage: smoke.py ADDRESS TOKEN NOTEBOOK SECONDS

Asks the REST interface for the kernel specs, the notebook and a session, sends
each cell over the session's WebSocket, and prints one line a cell. The exit
status is 1 when a cell fails or takes longer than the seconds.
"""

import json
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
    socket.close()
    rest("DELETE", "sessions/" + session["id"])
    if failed:
        sys.exit(f"{notebook}: {failed} of {len(cells)} cells failed")
    print(f"{notebook}: {len(cells)} cells executed through JupyterLab")


def execute(socket, session, source, deadline):
    """Sends one cell; returns how many outputs it had, and how it ended."""
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
