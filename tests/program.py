"""Perfomix as a person starts it: a program of its own, watched from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """`python -m config.run` with the settings given, its files under `folder`, its words in `said`."""

    def __init__(self, folder, **settings):
        self.port, self.stripe_port = free_port(), free_port()
        self.output = folder / "output.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.run"],
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                    "PORT": str(self.port),
                    "STRIPE_PORT": str(self.stripe_port),
                    "VAR_DIR": str(folder / "var"),
                    **settings,
                },
            )

    @property
    def said(self):
        return self.output.read_text()

    def wait_until_ready(self, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while "Ctrl-C stops it" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE)

    def ends_with(self, status):
        assert self.process.wait(PATIENCE) == status, self.said

    def nobody_listens(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)):
                    return True
            time.sleep(0.1)
        return False

    def stop(self):
        """End it tidily, if it has not ended."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
