"""A robot of a group chat, as a real server on this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SECRET = "key=never-shown-7"
TAKEN = (200, b'{"errcode": 0, "errmsg": "ok"}')


class Robot:
    """`answers` are given in their order, the last one again and again; `heard` are the texts."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"127.0.0.1:{server.server_port}"
        self.hook = f"http://{self.host}/cgi-bin/webhook/send?{SECRET}"
        self.answers: list[tuple[int, bytes]] = [TAKEN]
        self.heard: list[dict] = []
        self.paths: list[str] = []
        self.pause = 0.0

    def answer(self) -> tuple[int, bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def a_robot() -> Iterator[Robot]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            robot.heard.append(json.loads(self.rfile.read(length)))
            robot.paths.append(self.path)
            time.sleep(robot.pause)
            status, body = robot.answer()
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
