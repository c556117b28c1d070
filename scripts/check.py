"""Every static check, one after another, with its time; all of them run even when one fails."""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config import storefront

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
# Scripts of storefront/package.json.
STOREFRONT_CHECKS = {"storefront's client": "schema:check", "storefront's types": "types", "storefront's lint": "lint"}


def is_good(name: str, command: list[str], folder: Path, environment: dict[str, str] | None = None) -> bool:
    """Run one check and say how it went."""
    started = time.monotonic()
    result = subprocess.run(  # noqa: S603 - our own tools
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    verdict = "ok" if result.returncode == 0 else "FAILED"
    sys.stdout.write(f"{name:20} {verdict:6} {time.monotonic() - started:5.1f} s\n")
    if result.returncode:
        sys.stdout.write(result.stdout + result.stderr)
    sys.stdout.flush()
    return result.returncode == 0


def main() -> int:
    verdicts = {
        name: is_good(name, [str(BIN / program), *arguments], ROOT) for name, (program, *arguments) in CHECKS.items()
    }
    for name, script in STOREFRONT_CHECKS.items():
        command = storefront.npm("run", "--silent", script)
        verdicts[name] = is_good(name, command, storefront.FOLDER, storefront.environment())
    failed = [name for name, good in verdicts.items() if not good]
    if failed:
        sys.stdout.write(f"\nNot done yet: {', '.join(failed)}.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
