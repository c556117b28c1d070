"""The rules of the house that no linter knows (DESIGN 1)."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from notices.enums import Area

ROOT = Path(__file__).resolve().parent.parent.parent
# From the top of the house down; apps on one floor may not name each other.
FLOORS = [
    {"config"},
    {"frontend_api"},
    {"cms"},
    {"paths"},
    {"certificates", "discussions", "practice"},
    {"desk"},
    {"courses"},
    {"assessments"},
    {"commerce"},
    {"accounts"},
    {"content"},
    {"media", "notices", "moderation", "previews", "taxonomy"},
    {"kit"},
]
OURS = set().union(*FLOORS)
BANNED_NAMES = {"utils", "helpers", "common", "core", "misc"}
LONGEST_FILE = 500
# The steps of browser tests that make an account; their third argument says whose.
SIGN_UP = {"sign_up", "join", "open_work"}
# What a row names once and for ever, so that it may be fetched in the statement that locks the row.
NEVER_NAMES_ANOTHER = {
    "account", "course", "editor", "line", "order__buyer", "page", "person", "share", "share__line", "share__payee",
    "subscription__subscriber", "transfer__share",
}  # fmt: skip


def floor(app: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if app in floor)


def python_files() -> list[Path]:
    folders = [*OURS, "tests", "bench", "scripts"]
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def test_the_top_level_packages_are_those_of_the_design():
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found == OURS | {"tests", "bench"}


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m._meta.app_label in OURS], ids=lambda m: m.__name__)
def test_foreign_keys_point_down(model):
    mine = floor(model._meta.app_label)
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.related_model is None:
            continue
        theirs = field.related_model._meta.app_label
        names_the_user_by_setting = field.related_model._meta.label == "accounts.User"
        if theirs in OURS and theirs != model._meta.app_label and not names_the_user_by_setting:
            assert floor(theirs) > mine, f"{model._meta.label}.{field.name} points up or sideways to {theirs}"


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in python_files() if path.stem in BANNED_NAMES] == []


def test_no_file_is_too_long_to_read():
    assert [path.name for path in python_files() if len(path.read_text().splitlines()) > LONGEST_FILE] == []


def test_the_environment_is_read_in_config_alone():
    reading = re.compile(r"os\.environ|os\.getenv|getenv\(")
    outside = [p for p in python_files() if p.parts[len(ROOT.parts)] in OURS - {"config"}]
    assert [path for path in outside if reading.search(path.read_text())] == []


def test_nothing_committed_names_a_package_index():
    names = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.org"]))
    locks = [*(ROOT / "requirements").glob("*.txt"), *ROOT.glob("storefront/package-lock.json")]
    locks += ROOT.glob("bench/*/package-lock.json")
    assert [lock.name for lock in locks if names.search(lock.read_text())] == []


def test_every_browser_test_signs_up_somebody_of_its_own():
    """Two with one address pass or fail by whether they meet in one process."""
    browsing = [ast.parse(path.read_text()) for path in (ROOT / "tests" / "storefront").glob("*.py")]
    calls = [node for tree in browsing for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [ast.unparse(call.args[2]) for call in calls if ast.unparse(call.func) in SIGN_UP and len(call.args) > 2]
    assert [name for name, count in Counter(named).items() if count > 1] == []
    assert len(named) > len(SIGN_UP)


def test_every_notice_is_of_an_area_whose_letters_can_be_switched_off():
    kinds = set()
    for path in python_files():
        if path.parts[len(ROOT.parts)] in OURS:
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            named = [call.args[1] for call in calls if ast.unparse(call.func) == "notify" and len(call.args) > 1]
            kinds |= {kind.value for kind in named if isinstance(kind, ast.Constant)}
    assert {kind for kind in kinds if kind.partition(".")[0] not in Area.values} == set()
    assert len(kinds) > len(Area.values)


def calls_in_chain(call: ast.Call) -> dict[str, ast.Call]:
    """The methods that are called one after the other, by name: `a.b().c()` has b and c."""
    chain: dict[str, ast.Call] = {}
    inner: ast.expr = call
    while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
        chain[inner.func.attr] = inner
        inner = inner.func.value
    return chain


def test_a_row_is_locked_without_what_it_may_name_by_then():
    """Who waited for the lock would find no row at all: `tests/commerce/test_subscription_races.py`."""
    wrong = []
    for path in python_files():
        if path.parts[len(ROOT.parts)] not in OURS:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            chain = calls_in_chain(node) if isinstance(node, ast.Call) else {}
            if "select_for_update" in chain and "select_related" in chain:
                named = {a.value for a in chain["select_related"].args if isinstance(a, ast.Constant)}
                wrong += [(path.name, name) for name in named - NEVER_NAMES_ANOTHER]
    assert wrong == []
