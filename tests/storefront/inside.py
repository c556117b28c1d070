"""Doing in a Perfomix that runs what no visitor can: by its own shell, with its settings."""

import os
import subprocess
import sys

from tests.program import ROOT


def run_inside(perfomix, module, words):
    """Run `words` of a module of tests.storefront there, in a process of its own; what it wrote."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": perfomix.database,
        "STRIPE_PORT": str(perfomix.stripe_port),
        "VAR_DIR": str(perfomix.output.parent / "var"),
    }
    work = f"from tests.storefront import {module}; {module}.{words}"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", work]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
