"""Lists the promises of now that no passing test of the last whole run has shown; ends with 0 when there are none."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.promises import SHOWN, missing, promises


def main() -> int:
    if not SHOWN.exists():
        sys.stderr.write("Nothing was shown yet: run make test first.\n")
        return 2
    lines = missing(set(SHOWN.read_text(encoding="utf-8").split()))
    total = len(promises().now)
    sys.stdout.write("".join(f"not shown: {line}\n" for line in lines))
    sys.stdout.write(f"{total - len(lines)} of {total} promises are shown by passing tests\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
