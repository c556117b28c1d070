"""The floors of coverage are held: a line that no test reached fails the run where every line has to be reached."""

import coverage
import pytest

from scripts import coverage_floors
from tests.database import ROOT

pytestmark = pytest.mark.covers("req-J7")


@pytest.fixture
def measured(monkeypatch):
    """Lets the script read that every line of a file was run, but for those given."""

    def measure(total, **missing):
        class Measured:
            def __init__(self, config_file):
                assert (ROOT / "pyproject.toml").samefile(config_file)

            def load(self):
                pass

            def report(self, file):
                return total

            def get_data(self):
                return self

            def measured_files(self):
                return [str(ROOT / path) for path in missing_by_path]

            def analysis2(self, name):
                return name, [], [], missing_by_path[name.removeprefix(f"{ROOT}/")], ""

        missing_by_path = {path.replace("__", "/") + ".py": lines for path, lines in missing.items()}
        monkeypatch.setattr(coverage, "Coverage", Measured)
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


def test_the_run_of_all_tests_holds_the_floors():
    recipe = (ROOT / "Makefile").read_text().partition("\ntest:")[2].partition("\n\n")[0]
    assert "--cov " in recipe
    assert "scripts/coverage_floors.py" in recipe
