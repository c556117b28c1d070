"""Name in the storefront's lock file the packages of every platform, so that `npm ci` accepts it on each of them.

npm writes down only what the registry offered to the machine that locked (npm/cli#4828). What is added carries the
version that its parent asks for, its platform as its name tells, and no hash: npm checks what it has one for.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = ("darwin", "linux", "win32", "android", "freebsd", "netbsd", "openbsd", "sunos", "aix", "openharmony")
PROCESSORS = {
    "arm64": "arm64|aarch64",
    "x64": "x64|x86_64|64(?=-|$)",
    "ia32": "ia32|i686",
    "arm": "arm",
    "wasm32": "wasm32",
    **{name: name for name in ("ppc64", "riscv64", "s390x", "loong64", "mips64el")},
}
Packages = dict[str, dict[str, Any]]


def missing(packages: Packages) -> Packages:
    """The optional packages with an exact version that some package asks for and the lock does not hold."""
    found: Packages = {}
    for path, package in packages.items():
        for name, version in package.get("optionalDependencies", {}).items():
            if re.match(r"\d+\.\d+\.\d+", version) and resolved(packages, path, name) != version:
                place = f"{path.rpartition('node_modules/')[0]}node_modules/{name}"
                if place in packages:  # another version lies there: this one goes below its parent
                    place = f"{path}/node_modules/{name}"
                found[place] = platform_package(name, version, is_dev=package.get("dev", False))
    return found


def resolved(packages: Packages, path: str, name: str) -> str | None:
    """The version of `name` that a package at `path` would load, as Node looks it up: from its folder upwards."""
    while True:
        if (known := packages.get(f"{path}/node_modules/{name}".lstrip("/"))) is not None:
            return str(known.get("version"))
        if not path:
            return None
        path = path.rpartition("/node_modules/")[0] if "/node_modules/" in path else ""


def platform_package(name: str, version: str, *, is_dev: bool) -> dict[str, Any]:
    processor = next((cpu for cpu, pattern in PROCESSORS.items() if re.search(pattern, name)), None)
    system = next((each for each in SYSTEMS if each in name), "none")
    found: dict[str, Any] = {"version": version, "optional": True, "os": [system], "cpu": [processor or "none"]}
    return {**found, "dev": True} if is_dev else found


def complete(lock: dict[str, Any]) -> int:
    """Add to `lock` what is missing; says how many were."""
    packages: Packages = lock["packages"]
    added = missing(packages)
    lock["packages"] = dict(sorted({**packages, **added}.items()))
    return len(added)


def main() -> int:
    path = ROOT / "storefront" / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    count = complete(lock)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{count} packages of other platforms named in {path.relative_to(ROOT)}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
