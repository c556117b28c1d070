"""Lighthouse's scores, from a package that only the bench needs: installed when first asked for, from its own lock."""

import hashlib
import json
import shutil
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.browser import CHROMIUM, FLAGS
from config.storefront import environment, node, npm

HERE = Path(__file__).resolve().parent / "lighthouse_package"
PARTS = ("package.json", "package-lock.json", ".npmrc", "scores.mjs")


@dataclass(frozen=True)
class Scores:
    """Of a hundred, by category: the median of some runs. `lost` names the audits that cost any of them a point."""

    scores: dict[str, int]
    lost: list[str]


class Lighthouse:
    """Lighthouse, installed under `folder` unless this very version of it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        stamp = hashlib.sha256(b"".join((HERE / part).read_bytes() for part in PARTS)).hexdigest()
        done = folder / "installed"
        if done.is_file() and done.read_text() == stamp:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            shutil.copy(HERE / part, folder / part)
        subprocess.run(npm("ci", "--no-audit", "--no-fund"), cwd=folder, env=environment(), check=True)
        done.write_text(stamp)

    def score(self, address: str, *, times: int) -> Scores:
        """What the mobile profile gives the page at `address`."""
        runs = [self._once(address) for _ in range(times)]
        return Scores(
            {name: round(statistics.median(scores[name] for scores, _ in runs)) for name in runs[0][0]},
            sorted({audit for _, lost in runs for audit in lost}),
        )

    def _once(self, address: str) -> tuple[dict[str, int], list[str]]:
        command = [str(node()), "scores.mjs", address, CHROMIUM, "--headless=new", *FLAGS]
        run = subprocess.run(command, cwd=self.folder, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
        answer = json.loads(run.stdout)
        return answer["scores"], answer["lost"]
