"""A robot of a group chat, as a real server on this machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

SECRET = "key=never-shown-7"
TAKEN = (200, b'{"errcode": 0, "errmsg": "ok"}')
UNSIGNED = (200, b'{"errcode": 310000, "code": 19021, "errmsg": "sign not match"}')
OLDEST = 3600  # seconds for which a signature holds


class Robot:
    """`answers` are given in their order, the last one again and again; `heard` are the texts."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"127.0.0.1:{server.server_port}"
        self.hook = f"http://{self.host}/cgi-bin/webhook/send?{SECRET}"
        self.answers: list[tuple[int, bytes]] = [TAKEN]
        self.heard: list[dict] = []
        self.paths: list[str] = []
        self.pause = 0.0
        self.secret = ""  # with one, only signed messages are taken

    def takes(self, path: str, body: dict) -> bool:
        """Check a signature as its maker does: that of DingTalk in the address, else Feishu's."""
        if not self.secret:
            return True
        said = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        in_address = "sign" in said
        said = said if in_address else body
        stamp = str(said.get("timestamp", "0"))
        text = f"{stamp}\n{self.secret}"
        key, signed = (self.secret, text) if in_address else (text, "")
        sign = base64.b64encode(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())
        age = abs(time.time() - int(stamp) / (1000 if in_address else 1))
        return said.get("sign") == sign.decode() and age < OLDEST

    def answer(self) -> tuple[int, bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def a_robot() -> Iterator[Robot]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            said = json.loads(self.rfile.read(length))
            status, body = robot.answer() if robot.takes(self.path, said) else UNSIGNED
            robot.heard.append(said)
            robot.paths.append(self.path)
            time.sleep(robot.pause)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://{robot.host}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    robot = Robot(server)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield robot
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def a_dripping_server(first: bytes, pause: float) -> Iterator[tuple[str, int]]:
    """Answer with `first`, then one byte after another without an end."""
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        talking, _address = listening.accept()
        with talking:
            talking.recv(65_536)
            talking.sendall(first)
            while True:
                time.sleep(pause)
                try:
                    talking.sendall(b"x")
                except OSError:
                    return

    Thread(target=drip, daemon=True).start()
    try:
        yield listening.getsockname()
    finally:
        listening.close()
