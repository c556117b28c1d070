"""Reading changes nothing, a body changes only what it may name, and no text breaks anything."""

import json
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.api.contract import OPERATIONS, REAL, ROLES, kept_world
from tests.authorisation.table import Case
from tests.authorisation.world import World, files_of

HOSTILE = {
    "NUL": '"a\\u0000b"',
    "a lone surrogate": '"a\\ud800b"',
    "right to left": json.dumps("a\u202eb\u2067c\u200f"),
    "a line break in a header": json.dumps("a\r\nBcc: all@example.org\r\n\r\nb"),
    "one megabyte": json.dumps("a" * 1_000_000),
    "statements": json.dumps("'; DROP TABLE accounts_user; --"),
    "a formula": json.dumps('=cmd|"/c calc"!A1'),
    "a pattern": json.dumps("%_\\(((((*"),
    "a path": json.dumps("../../../etc/passwd"),
    "a page": json.dumps("<script>alert(1)</script>"),
}
NEVER_KEPT = ("NUL", "a lone surrogate")
PLACE = "a-place-for-text"
# What a request changes by being one: the counters of limits, and what a key of idempotency was answered.
OF_EVERY_REQUEST = {"kit_ratelimit", "frontend_api_idempotentreply"}
READS = [label for label in OPERATIONS if label.startswith("GET ")]
WRITES = [label for label in OPERATIONS if not label.startswith("GET ")]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), kept_world() as world:
        yield world


def ask(world: World, line: Case, role: str, *, method: str = "", body: Any = None, raw: str | None = None) -> Any:
    path = line.template
    for name, value in world.resolve(line.path, role).items():
        path = path.replace("{" + name + "}", str(value))
    return world.send(
        method or line.method,
        path,
        body=world.resolve(line.body, role) if body is None else body,
        raw=raw,
        form=files_of(line) and {**files_of(line), **(body or {})},
        token=world.tokens.get(role),
        query=line.query,
    )


def tables() -> dict[str, str]:
    """A print of each table's rows."""
    prints = {}
    with connection.cursor() as cursor:
        for name in sorted({model._meta.db_table for model in apps.get_models() if model._meta.managed}):
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {quoted} t")  # noqa: S608
            prints[name] = str(cursor.fetchone())
    return prints


@pytest.mark.covers("fault-Z5")
@pytest.mark.parametrize("label", READS)
def test_reading_changes_nothing(label, world, django_db_blocker):
    with django_db_blocker.unblock():
        before = tables()
        for line in REAL[label]:
            for role in ROLES:
                for method in ("GET", "HEAD", "OPTIONS"):
                    assert ask(world, line, role, method=method).status_code < 500
        after = tables()
    assert {name for name in before if before[name] != after[name]} == set()


@pytest.mark.covers("fault-Z5")
@pytest.mark.parametrize("label", WRITES)
def test_the_cookie_of_the_admin_writes_nothing_through_the_api(label, world, django_db_blocker, client):
    """Another site's form can send the cookie along, but no bearer token."""
    line = REAL[label][0]
    operation = OPERATIONS[label].definition.raw
    with django_db_blocker.unblock(), transaction.atomic():
        client.force_login(world.people["administrator"])
        path = line.template
        for name, value in world.resolve(line.path, "administrator").items():
            path = path.replace("{" + name + "}", str(value))
        before = tables()
        answer = client.generic(
            line.method,
            path,
            json.dumps(world.resolve(line.body, "administrator")),
            content_type="text/plain",
            headers={"Origin": "https://elsewhere.example"},
        )
        after = tables()
        transaction.set_rollback(True)
    asks_who = operation.get("security") and {} not in operation["security"]
    is_signed = label == "POST /api/v1/preview/sessions"  # by a server's secret, which is looked at before the body
    assert answer.status_code == (401 if asks_who or is_signed else 415), answer.content
    assert {name for name in before if before[name] != after[name]} - OF_EVERY_REQUEST == set()


def texts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where in a body texts stand."""
    if isinstance(value, dict):
        return [found for name, part in value.items() for found in texts(part, (*path, name))]
    if isinstance(value, list):
        return [found for place, part in enumerate(value) for found in texts(part, (*path, place))]
    return [path] if isinstance(value, str) else []


def replaced(value: Any, path: tuple[Any, ...], text: str) -> Any:
    copy = json.loads(json.dumps(value, default=str))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = text
    return copy


def full_body(label: str, line: Case, world: World, role: str) -> dict[str, Any]:
    """The line's body with a text in every field of the document that it leaves out and that takes text."""
    content = OPERATIONS[label].definition.raw.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return {}
    schema = OPERATIONS[label].schema.raw_schema["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]]
    named = {name: "text" for name, kind in schema["properties"].items() if kind.get("type") == "string"}
    return {**named, **(world.resolve(line.body, role) or {})}


@pytest.mark.covers("fault-S4", "fault-S1")
@pytest.mark.parametrize("label", WRITES)
def test_hostile_texts_are_taken_or_refused(label, world, django_db_blocker):
    wrong = []
    line = REAL[label][0]
    with django_db_blocker.unblock():
        for role, (name, text) in product(("learner", "owner"), HOSTILE.items()):
            body = full_body(label, line, world, role)
            for path in texts(body):
                raw = json.dumps(replaced(body, path, PLACE)).replace(json.dumps(PLACE), text)
                with transaction.atomic():
                    answer = ask(world, line, role, raw=raw)
                    transaction.set_rollback(True)
                if answer.status_code >= 500 or (name in NEVER_KEPT and answer.status_code < 400):
                    wrong.append(f"{name} in {path}: {answer.status_code} {answer.content[:200]!r}")
    assert wrong == []


# Names of columns that a sender would like to set.
COVETED = {
    "id": 987_654_321,
    "pk": 987_654_321,
    "public_id": "00000000-0000-0000-0000-000000000001",
    "is_staff": True,
    "is_superuser": True,
    "is_active": False,
    "is_featured": True,
    "is_public": True,
    "is_hidden": True,
    "owner": 1,
    "owner_id": 1,
    "person": 1,
    "person_id": 1,
    "learner_id": 1,
    "course_id": 1,
    "actor": 1,
    "roles": ["administrator"],
    "groups": [1],
    "price_minor": 0,
    "credits": 10_000,
    "paid_at": "2020-01-01T00:00:00Z",
    "created_at": "2020-01-01T00:00:00Z",
    "completed_at": "2020-01-01T00:00:00Z",
    "verified_at": "2020-01-01T00:00:00Z",
    "state": "approved",
    "status": "approved",
    "source": "grant",
    "availability": "published",
}


def columns() -> dict[str, int]:
    """How many rows each table has, and how many hold a coveted value in a column of its name."""
    parts, values = [], []
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        table = model._meta.db_table
        parts.append(f"SELECT '{table}', count(*) FROM {table}")  # noqa: S608
        for name in {field.column for field in model._meta.local_fields} & set(COVETED):
            parts.append(f"SELECT '{table}.{name}', count(*) FROM {table} WHERE to_jsonb({name}) #>> '{{}}' LIKE %s")  # noqa: S608
            value = COVETED[name]
            values.append(value[:10] + "%" if name.endswith("_at") else json.dumps(value).strip('"'))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return dict(cursor.fetchall())


def is_exact(label: str) -> bool:
    """Whether the document says of the operation's body that there is nothing else in it."""
    operation = OPERATIONS[label]
    (content,) = operation.definition.raw["requestBody"]["content"].values()
    schema = content["schema"]
    shapes = operation.schema.raw_schema["components"]["schemas"]
    return shapes.get(schema.get("$ref", "").rpartition("/")[2], schema).get("additionalProperties") is False


@pytest.mark.covers("fault-Z4")
@pytest.mark.parametrize("label", [label for label in WRITES if OPERATIONS[label].definition.raw.get("requestBody")])
def test_fields_that_are_not_documented_change_no_column(label, world, django_db_blocker):
    """With and without them, the same rows hold the same; an exact body with them is refused and writes nothing."""
    wrong = []
    with django_db_blocker.unblock():
        untouched = (422, columns()) if is_exact(label) else None
        ignored = OF_EVERY_REQUEST if untouched else set()
        for line in REAL[label]:
            for role in ("learner", "owner"):
                body = world.resolve(line.body, role) or {}
                extra = {name: value for name, value in COVETED.items() if name not in body}
                seen = []
                for sent in (body, {**extra, **body}):
                    with transaction.atomic():
                        answer = ask(world, line, role, body=sent)
                        seen.append((answer.status_code, columns()))
                        transaction.set_rollback(True)
                expected = untouched or seen[0]
                found = {name for name in expected[1] if expected[1][name] != seen[1][1].get(name)} - ignored
                if found or seen[1][0] != expected[0]:
                    wrong.append(f"{line.name}, {role}: {expected[0]} and {seen[1][0]}, {sorted(found)}")
    assert wrong == []
