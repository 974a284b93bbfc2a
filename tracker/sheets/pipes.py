"""The outside of a process that opens an upload; whoever asks for it never suffers.

    with open_pipe(["-m", "tracker.sheets.child"], request, file, limits) as pipe:
        frame = pipe.frame()

The child gets the file as a descriptor, limits, and none of our environment. It is gone when
the block ends. Whatever happens to it, the caller gets UnreadableError.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tracker.sheets.faults import UnreadableError, refusal
from tracker.sheets.terms import Limits, Wrong

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_FRAME = 16 * 1024 * 1024
_CHUNK = 1024 * 1024


class Pipe:
    """What comes out of a child, frame by frame. Made by `open_pipe`."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        assert child.stdout is not None  # noqa: S101 -- asked for when it was started
        self.process = child.pid
        self._child = child
        self._out = child.stdout
        self._waiting = float(limits.waiting_seconds)
        self._poll = select.poll()  # select() itself takes no descriptor above 1,023
        self._poll.register(self._out, select.POLLIN)
        self._buffer = bytearray()

    def frame(self) -> dict[str, Any]:
        """Return the next frame. Raises UnreadableError for anything that is none."""
        length = int.from_bytes(self._take(4), "big")
        if length > _LONGEST_FRAME:
            raise refusal(Wrong.STOPPED)
        try:
            frame = json.loads(self._take(length))
        except ValueError:  # not what our child sends
            raise refusal(Wrong.STOPPED) from None
        if not isinstance(frame, dict):
            raise refusal(Wrong.STOPPED)
        return frame

    def _take(self, length: int) -> bytes:
        """Return the next bytes of the pipe. Only the time spent waiting for them counts."""
        while len(self._buffer) < length:
            started = time.monotonic()
            ready = self._poll.poll(max(self._waiting, 0) * 1000)
            self._waiting -= time.monotonic() - started
            if not ready:
                raise refusal(Wrong.TIME)
            received = os.read(self._out.fileno(), _CHUNK)
            if not received:
                raise self._ended()
            self._buffer += received
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _ended(self) -> UnreadableError:
        """Return why a child that said nothing is no more."""
        code = self._child.wait()
        logger.warning("a child that read an upload ended with %s", code)
        if code == -signal.SIGXCPU:
            return refusal(Wrong.TIME)
        if code in (-signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT):
            return refusal(Wrong.MEMORY)
        return refusal(Wrong.STOPPED)


@contextmanager
def open_pipe(
    module: Sequence[str], request: dict[str, Any], file: IO[bytes], limits: Limits
) -> Iterator[Pipe]:
    """Start one of our modules on a file that lies on disk; ``request`` is its argument."""
    child = subprocess.Popen(  # noqa: S603 -- our own module, no shell, the file only as a descriptor
        [sys.executable, *module, json.dumps(request)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONDONTWRITEBYTECODE": "1"},  # no key, no database address
    )
    try:
        yield Pipe(child, limits)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()
