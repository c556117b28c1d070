"""The floors of coverage are held: a line that no test reached fails the run where every line has to be reached."""

import json
import os
import subprocess
import sys
import tomllib

import pytest

from scripts import coverage_floors
from tests.database import ROOT

pytestmark = pytest.mark.covers("req-J7")


@pytest.fixture
def measured(monkeypatch, tmp_path):
    """Lets the script read that every line of a file was run, but for those given."""

    def measure(total, **missing):
        files = {path.replace("__", "/") + ".py": {"missing_lines": lines} for path, lines in missing.items()}
        monkeypatch.setattr(coverage_floors, "MEASURED", tmp_path / "measured.json")
        coverage_floors.MEASURED.write_text(json.dumps({"summary": {"percent_covered": total}, "files": files}))
        return coverage_floors.main()

    return measure


def test_everything_reached_is_well(measured):
    assert measured(97.5, accounts__errors=[], kit__money=[]) == 0


def test_ninety_in_a_hundred_is_enough_for_most(measured):
    assert measured(90.0, kit__money=[3, 4]) == 0
    assert measured(89.9, kit__money=[3, 4]) == 1


@pytest.mark.parametrize(
    "path", ["accounts__errors", "accounts__operations__roles", "courses__access", "courses__operations__submissions"]
)
def test_accounts_access_and_submissions_are_reached_whole(measured, capsys, path):
    assert measured(99.0, **{path: [12]}) == 1
    assert f"{path.replace('__', '/')}.py: needs a test for lines 12" in capsys.readouterr().out


def test_what_no_test_reaches_is_measured_with_many_workers(tmp_path):
    """As the whole run does it, on a package of one module and its test."""
    package = tmp_path / "money"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "sums.py").write_text("def whole(cents):\n    if cents < 0:\n        return 0\n    return cents\n")
    (package / "never.py").write_text("UNUSED = 1\n")
    (tmp_path / "test_sums.py").write_text(
        "from money.sums import whole\n\n\ndef test_whole():\n    assert whole(2) == 2\n"
    )
    command = [sys.executable, "-m", "slipcover", "--source", "money", "--json", "--out", "found.json"]
    command += ["-m", "pytest", "-n", "1", "-p", "no:django", "test_sums.py"]
    # This test itself may run in a worker of a run that is measured.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SLIPCOVER_"))}
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    files = json.loads((tmp_path / "found.json").read_text())["files"]
    missing = {name: found["missing_lines"] for name, found in files.items()}
    assert missing == {"money/__init__.py": [], "money/sums.py": [3], "money/never.py": [1]}


def test_the_run_of_all_tests_holds_the_floors():
    recipe = (ROOT / "Makefile").read_text().partition("\ntest:")[2].partition("\n\n")[0]
    assert "-m slipcover -m pytest" in recipe
    assert "scripts/coverage_floors.py" in recipe
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["slipcover"]
    assert ROOT / settings["out"] == coverage_floors.MEASURED
    assert {"accounts", "commerce", "courses"} <= set(settings["source"])
