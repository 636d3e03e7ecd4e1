"""Does everything that the demo started stop with it?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import os, signal, sys
from townhall.cli.demo import until_stopped
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores it
sleeper = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
until_stopped(os.environ, *([sys.executable, "-c", sleeper, name] for name in sys.argv[1:]))
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_started_ends_with_the_demo(tmp_path: Path, number: signal.Signals):
    notes = [tmp_path / "server", tmp_path / "worker"]
    demo = subprocess.Popen([sys.executable, "-c", PROGRAM, *map(str, notes)])  # our own program
    try:
        until = time.monotonic() + 20
        while not all(one.exists() and one.read_text() for one in notes):
            assert time.monotonic() < until, "they never began"
            time.sleep(0.05)
        demo.send_signal(number)
        demo.wait(timeout=20)
        assert not [pid for pid in (int(one.read_text()) for one in notes) if is_alive(pid)]
    finally:
        demo.kill()
        demo.wait()
