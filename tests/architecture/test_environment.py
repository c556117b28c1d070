"""Every setting that something reads from the environment stands in .env.example, and no other does."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What the storefront's own tools set.
TOOLS = {"NODE_ENV", "NEXT_RUNTIME"}


def found(pattern, paths):
    return {name for path in paths for name in re.findall(pattern, path.read_text(), re.MULTILINE)}


def read_by_the_program():
    looked_up = r"\b(?:env\.\w+|strong|os\.environ\.\w+)\(\s*\"([A-Z][A-Z0-9_]+)\""
    return found(looked_up, [ROOT / "manage.py", *(ROOT / "config").rglob("*.py")])


def read_by_compose():
    return found(r"\$\{?([A-Z][A-Z0-9_]+)", [ROOT / "compose.yaml"])


def read_by_the_storefront():
    sources = [path for kind in ("ts", "tsx") for path in (ROOT / "storefront" / "src").rglob(f"*.{kind}")]
    looked_up = r"(?:process\.env\.|\baddress\(')([A-Z][A-Z0-9_]+)"
    return found(looked_up, [*sources, *(ROOT / "storefront").glob("*.ts")]) - TOOLS


def test_every_setting_of_the_environment_is_described_and_no_other():
    described = found(r"^([A-Z][A-Z0-9_]+)=", [ROOT / ".env.example"])
    readers = [read_by_the_program(), read_by_compose(), read_by_the_storefront()]
    assert all(readers), "a reader's names are not found any more"
    assert sorted(described ^ set().union(*readers)) == []
