"""Every static check, one after another, with its time; all of them run even when one fails."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "lint": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "layers": ["lint-imports", "--no-logo"],
    "types": ["mypy", "--no-error-summary", "."],
    "django": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "api document": ["python", "manage.py", "openapi", "--check"],
}


def main() -> int:
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        started = time.monotonic()
        result = subprocess.run(  # noqa: S603 - our own tools
            [BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        verdict = "ok" if result.returncode == 0 else "FAILED"
        sys.stdout.write(f"{name:14} {verdict:6} {time.monotonic() - started:5.1f} s\n")
        sys.stdout.flush()
        if result.returncode:
            failed.append(name)
            sys.stdout.write(result.stdout + result.stderr)
    if failed:
        sys.stdout.write(f"\nNot done yet: {', '.join(failed)}.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
