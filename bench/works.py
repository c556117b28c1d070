"""The kinds of request that DESIGN 12 budgets, each as a function from a running number to a request.

Numbers walk over the data so that no two neighbours ask for the same row.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db import transaction

from accounts.operations.sign_in import sign_in
from bench.buying import buying_works
from bench.measure import Caller, Make, Request
from bench.quizzes import quiz_works
from bench.subscribers import subscription_works
from bench.templates import PASSWORD
from courses.enums import LessonAccess
from courses.models import Course, CourseDocument, LessonDocument, LessonPage
from kit import clock
from kit.visitors import Visitor

SAMPLE = 500
WORDS = ("adagio", "breath", "fingerstyle thumb", "cold reading", "resonanse", "centre")
DRAFT = "saving one draft"
BUSIEST, ANOTHER = "learner0@bench.example", "learner1@bench.example"
ADDRESS = {"REMOTE_ADDR": "127.0.0.1"}


def works() -> dict[str, Make]:
    """Every budgeted work of this data set by its name in `bench.budgets`, and the floor."""
    slugs = sample(Course.objects.published().values_list("slug", flat=True))
    bodies = sample(LessonDocument.objects.live().values_list("pk", flat=True))
    previews = sample(
        LessonDocument.objects.live().filter(access=LessonAccess.PREVIEW).values_list("lesson__public_id", flat=True)
    )
    # The first person has twenty courses; all of the signed-in works are theirs.
    bearer = signed_in(BUSIEST)
    lessons = sample(
        LessonDocument.objects.live()
        .filter(course__enrolments__learner__email=BUSIEST, access=LessonAccess.ENROLLED)
        .values_list("lesson__public_id", flat=True)
    )
    etags = {slug: etag_of(f"/api/v1/courses/{slug}") for slug in slugs[:50]}
    known = list(etags)
    categories = sample(CourseDocument.objects.live().values_list("category__slug", flat=True).distinct())

    def progress(number: int) -> Request:
        event = {"lesson": str(pick(lessons, number)), "kind": "complete", "at": clock.now().isoformat()}
        return post("/api/v1/me/progress", {"events": [event]}, bearer)

    pages = sample(LessonPage.objects.order_by("pk").values_list("pk", flat=True))

    def draft(number: int) -> Callable[[], object]:
        page = LessonPage.objects.get(pk=pick(pages, number)).get_latest_revision_as_object()
        page.summary = f"Summary {number}"
        return partial(save_and_undo, page)

    return {
        DRAFT: draft,
        "floor": lambda number: get(f"/bench/floor/{pick(bodies, number)}"),
        "course document, anonymous": lambda number: get(f"/api/v1/courses/{pick(slugs, number)}"),
        "lesson document, anonymous": lambda number: get(f"/api/v1/lessons/{pick(previews, number)}"),
        "course document, If-None-Match": lambda number: get(
            f"/api/v1/courses/{pick(known, number)}", {"HTTP_IF_NONE_MATCH": etags[pick(known, number)]}, expected=304
        ),
        "lesson, signed in": lambda number: get(f"/api/v1/lessons/{pick(lessons, number)}", bearer),
        "progress write": progress,
        "my learning, 20 courses": lambda number: get("/api/v1/me/learning", bearer),
        "catalogue page of 20 with facets": lambda number: get(
            f"/api/v1/courses?category={pick(categories, number)}&page_size=20"
        ),
        "search": lambda number: get(f"/api/v1/courses?q={WORDS[number % len(WORDS)].replace(' ', '+')}"),
        **buying_works(BUSIEST, bearer),
        **subscription_works(),
        **quiz_works((BUSIEST, bearer), (ANOTHER, signed_in(ANOTHER))),
    }


def sample(values: Iterable[Any]) -> list[Any]:
    """Some of the values, spread evenly over all of them. Raises LookupError when there are none."""
    found = list(values)
    if not found:
        raise LookupError("this data set holds nothing of a kind that is to be measured")
    return found[:: max(1, len(found) // SAMPLE)]


def pick(values: list[Any], number: int) -> Any:
    return values[number * 37 % len(values)]


def get(path: str, headers: Mapping[str, str] = MappingProxyType({}), *, expected: int = 200) -> Request:
    return Request("GET", path, {**ADDRESS, **headers}, expected)


def post(path: str, body: object, headers: dict[str, str]) -> Request:
    options = {"data": json.dumps(body), "content_type": "application/json", **ADDRESS, **headers}
    return Request("POST", path, options)


def save_and_undo(page: LessonPage) -> None:
    """Save a draft as the editor does, and leave the data set as it was."""
    with transaction.atomic():
        page.save_revision(user=page.owner)
        transaction.set_rollback(True)


def signed_in(email: str) -> dict[str, str]:
    """The header that says who asks. The token lives for longer than a worker."""
    tokens = sign_in(email, PASSWORD, visitor=Visitor(address="127.0.0.1", user_agent="bench"))
    return {"HTTP_AUTHORIZATION": f"Bearer {tokens.access_token}"}


def etag_of(path: str) -> str:
    return Caller()(get(path)).headers["ETag"]
