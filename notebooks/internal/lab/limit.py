# Two things between kernel and page. It cuts the text of a cell that prints without end:
# JupyterLab slows such a cell down, but keeps all that it prints in the page until that no longer
# answers. And it tells the page of the language what a lesson's file says of it, without
# the toolchain's version: with another text JupyterLab would change each file that is opened.
import json
import sys
import types

# Bytes of text that a page gets of one cell; lessons print some thousands.
LIMIT = 1_000_000

SENTENCE = """
This cell has printed a million characters, and what follows is not shown.
The cell still runs: ■ Stop, above, or the keys i i end it.
"""


def plain_language(frames):
    """Returns a message's frames, those of a kernel's introduction with what files say of the language."""
    frames = [bytes(f) if not isinstance(f, bytes) else f for f in frames]
    if b"<IDS|MSG>" not in frames:
        return frames
    header, content = frames.index(b"<IDS|MSG>") + 2, frames.index(b"<IDS|MSG>") + 5
    if b"kernel_info_reply" not in frames[header]:
        return frames
    info = json.loads(frames[content])
    language = info.get("language_info", {})
    info["language_info"] = {k: language[k] for k in ("file_extension", "mimetype", "name") if k in language}
    frames[content] = json.dumps(info).encode()
    return frames


def install():
    from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

    class Limited(ZMQChannelsWebsocketConnection):
        cell, printed = None, 0

        def handle_outgoing_message(self, stream, outgoing_msg):
            if self.subprotocol == "v1.kernel.websocket.jupyter.org":  # the others look at signatures
                outgoing_msg = plain_language(outgoing_msg)
            super().handle_outgoing_message(stream, outgoing_msg)

        def _limit_rate(self, channel, msg, msg_list):
            if channel == "iopub" and self.drowns(msg, msg_list):
                return True
            return super()._limit_rate(channel, msg, msg_list)

        def drowns(self, msg, msg_list):
            """Says whether a message is text of a cell that has printed enough."""
            msg["header"] = self.get_part("header", msg["header"], msg_list)
            if msg["header"]["msg_type"] != "stream":
                return False
            parent = msg["parent_header"] = self.get_part("parent_header", msg["parent_header"], msg_list)
            if parent.get("msg_id") != self.cell:
                self.cell, self.printed = parent.get("msg_id"), 0
            before = self.printed
            self.printed += sum(len(part) for part in msg_list)
            if before <= LIMIT < self.printed:
                self.write_stderr(SENTENCE, parent)
            return self.printed > LIMIT

    module = types.ModuleType("gradstep_limit")
    module.Limited = Limited
    sys.modules["gradstep_limit"] = module
