"""The document as something to call: each operation with what schemathesis thinks of and with real things mixed in."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import schemathesis
from django.db import transaction
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.operations.sign_in import sign_in
from config.wsgi import application
from frontend_api.documentation import DOCUMENT
from tests.authorisation import table
from tests.authorisation.world import VISITOR, World
from tests.factories.accounts import PASSWORD
from tests.factories.published import learner_of
from tests.factories.submissions import published_course

SEED = int(os.environ.get("CONTRACT_SEED", "20261121"))
ROLES = ("anonymous", "learner", "owner", "administrator")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

SCHEMA = schemathesis.openapi.from_path(DOCUMENT)
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
REAL = defaultdict(list)
for real in table.cases():
    REAL[real.operation].append(real)
    if "slug" in real.path and real.name == "published":
        REAL[real.operation].append(replace(real, path={"slug": "$approved.slug"}))
    if "public_id" in real.path and real.name == "a closed lesson":
        REAL[real.operation].append(replace(real, path={"public_id": "$approved.lesson"}))


@contextmanager
def kept_world() -> Iterator[World]:
    """The table's world with a course that went through its whole life, in a transaction that is undone in the end."""
    with transaction.atomic():
        world = World.build()
        approved = published_course(world.people["owner"])
        learner_of(approved.course, world.people["learner"])
        world.things |= {
            "approved.slug": approved.course.slug,
            "approved.lesson": approved.tree.lessons[0].lesson.public_id,
        }
        yield world
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Call:
    """A request that was thought up, and the line of the table whose real values go in its place."""

    thought_up: Case
    real: table.Case | None
    fields: frozenset[str]

    def send(self, world: World, role: str, token: str | None) -> tuple[Case, Response]:
        path, query, body = dict(self.thought_up.path_parameters), dict(self.thought_up.query), self.thought_up.body
        if self.real is not None:
            path |= world.resolve(self.real.path, role)
            query |= {name: value for name, value in self.real.query.items() if name in self.fields}
            if isinstance(body, dict):
                written = world.resolve(self.real.body or {}, role)
                body = body | {name: value for name, value in written.items() if name in self.fields}
        headers = {name: value for name, value in self.thought_up.headers.items() if name.lower() != "authorization"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        case = self.thought_up.operation.Case(
            method=self.thought_up.method,
            path_parameters=path,
            query=query,
            headers=headers,
            cookies=self.thought_up.cookies,
            body=body,
            media_type=None if isinstance(body, NotSet) else self.thought_up.media_type,
        )
        return case, case.call(app=application)


@cache
def calls(label: str) -> st.SearchStrategy[Call]:
    """Requests as the document describes them and others, half of them on things that exist."""
    operation = OPERATIONS[label]
    names = sorted({name for line in REAL[label] for name in [*line.query, *(line.body or {})]})
    return st.builds(
        Call,
        thought_up=st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        ),
        real=st.one_of(st.none(), st.sampled_from(REAL[label])),
        fields=st.frozensets(st.sampled_from(names)) if names else st.just(frozenset()),
    )


def tokens(world: World) -> dict[str, str | None]:
    """A fresh access token for each role that has one."""
    return {
        role: None if role == "anonymous" else sign_in(world.people[role].email, PASSWORD, visitor=VISITOR).access_token
        for role in ROLES
    }


def differences(case: Case, response: Response) -> list[str]:
    """Where the answer is not what the document says, in words."""
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as group:
        return [f"{type(failure).__name__}: {failure}" for failure in group.exceptions]
    return []


def describe(case: Case, response: Response) -> str:
    sent: dict[str, Any] = {"path": case.path_parameters, "query": case.query, "headers": dict(case.headers)}
    if not isinstance(case.body, NotSet):
        sent["body"] = case.body
    sent["headers"].pop("Authorization", None)
    return f"{sent} -> {response.status_code} {response.content[:300]!r}"[:1500]
