"""What the documents say exists."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_between_documents_lead_somewhere(document):
    text = FENCE.sub("", document.read_text())
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_commands_that_are_named_exist(document):
    named = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text()))
    assert named - set(get_commands()) == set()


def test_every_command_of_ours_stands_in_the_readme():
    ours = {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}
    readme = (ROOT / "README.md").read_text()
    assert {command for command in ours if command not in readme} == set()


def test_targets_of_make_that_are_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for document in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)`", document.read_text())}
    assert named
    assert named - targets == set()


def test_every_decision_stands_in_the_list():
    decisions = {path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    assert decisions == set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text()))
