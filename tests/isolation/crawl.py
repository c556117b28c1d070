"""Every address of the project, asked by one person; what comes back is searched for canaries."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from wagtail.models import Revision

from assessments.models import Assignment, QuestionBank, Quiz
from courses.models import CourseSubmission
from media.models import Document, Image, Video
from tests.courses.isolation.world import SKIPPED, walk
from tests.courses.isolation.world import values_for as admin_values
from tests.isolation.planting import CANARY, WORD, Kept, Planted, Seeded

# Addresses that a site made with Wagtail or beside an API often has; none is ours.
GUESSES = (
    "",
    "sitemap.xml",
    "robots.txt",
    "feed",
    "rss.xml",
    "search/?q={word}",
    "graphql?query={{pages{{title}}}}",
    "pages/",
    "api/v2/pages/?fields=*&search={word}",
    "api/v2/images/?fields=*",
    "api/v2/documents/?fields=*",
    "api/v2/pages/{page}/?fields=*",
    "api/v1/pages/{page}/?fields=*",
    "admin/pages/{page}/view_draft",
    "pages/{page}/",
    "courses/{slug}",
    "courses/{slug}/",
    "lessons/{lesson}",
    "_util/authenticate_with_password/1/{page}/",
    "__debug__/",
)
PARAMETERS: tuple[dict[str, str], ...] = (
    {"fields": "*", "version": "draft", "format": "json", "expand": "*"},
    {"q": WORD, "search": WORD, "query": WORD},
)
BODY: dict[str, Any] = {
    "text": "Good.",
    "stars": 5,
    "events": [],
    "accept": True,
    "reason": "spam",
    "title": "x",
    "meta": {"type": "courses.LessonPage", "action": "copy"},
}
WRITES = ("post", "put", "delete")
API, CONTENT_API = "api/", "content-api/"


@dataclass
class Person:
    """Who asks, through which doors, and what they may read."""

    name: str
    client: Client
    api_token: str = ""
    content_token: str = ""
    seats: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    reviews: bool = False

    def may_read(self, planted: Planted) -> bool:
        if planted.kept == Kept.OPEN or planted.course in self.writes or self.reviews:
            return True
        return planted.kept == Kept.CLOSED and planted.course in self.seats

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """The answer, after which all is as it was before."""
        token = self.content_token if path.startswith("/content-api/") else self.api_token
        headers = {"Authorization": f"Bearer {token}"} if token and "api/" in path[:13] else {}
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            answer = getattr(self.client, method)(path, headers=headers, **options)
            answer.text_read = text_of(answer)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer


@dataclass
class Crawl:
    """The requests of one person. `seen` holds each canary met and the first request that met it."""

    person: Person
    planted: dict[str, Planted]
    courses: list[Seeded]
    seen: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    answers: dict[str, set[int]] = field(default_factory=dict)
    keys: dict[str, "Keys"] = field(default_factory=dict)

    @property
    def leaks(self) -> list[str]:
        """Canaries that this person may not read, each with where it stood and the request that told it."""
        told = [
            f"{self.person.name}: {request} tells {self.planted[canary]}"
            for canary, request in self.seen.items()
            if not self.person.may_read(self.planted[canary])
        ]
        return sorted(told)

    def all(self, prefix: str = "", *, but: tuple[str, ...] = ()) -> Self:
        """Ask every address whose route begins with `prefix` and with nothing of `but`."""
        for name, route in walk(get_resolver(), (), ""):
            if name in SKIPPED or not route.startswith(prefix) or (but and route.startswith(but)):
                continue
            for path in self.paths(name, route):
                self.get(path, route)
            if self.answers[route] == {401} or (route.startswith("admin/") and 200 not in self.answers[route]):
                continue  # a closed door; parameters do not open it
            for parameters in PARAMETERS if "<" not in route or route.startswith(API) else ():
                self.get(path, route, parameters)
            for method in WRITES if route.startswith((API, CONTENT_API)) else ():
                self.ask(method, path, route, data=BODY, content_type="application/json")
        return self

    def guesses(self) -> Self:
        """Ask addresses that must not exist: page serving, other versions of Wagtail's API, plain file names."""
        for one in self.courses:
            pages = [one.tree.page, *one.tree.chapters, *one.tree.lessons, *one.lessons[Kept.DRAFT]]
            lesson = one.lessons[Kept.CLOSED][0]
            names = {"page": lesson.pk, "slug": one.course.slug, "lesson": lesson.lesson.public_id, "word": WORD}
            paths = ["/" + guess.format(**names) for guess in GUESSES]
            paths += [page.url_path for page in pages]
            for medium in (*one.media[:5], *one.media[-5:]):
                file = medium.file.name
                paths += [f"/media/{file}", f"/documents/{medium.pk}/{file}", f"/images/{medium.pk}/original/{file}"]
            for path in paths:
                self.get(path, "a guess")
        return self

    def get(self, path: str, route: str, parameters: dict[str, str] | None = None) -> None:
        self.ask("get", path, route, query_params=parameters or {})

    def ask(self, method: str, path: str, route: str, **options: Any) -> None:
        request = f"{method.upper()} {path} {options.get('query_params') or ''}".strip()
        answer = self.person.ask(method, path, **options)
        self.answers.setdefault(route, set()).add(answer.status_code)
        if answer.status_code >= 500:
            self.failures.append(f"{self.person.name}: {request} answers {answer.status_code}")
        asked = set(CANARY.findall(path))
        for canary in set(CANARY.findall(answer.text_read)) - asked:
            self.seen.setdefault(canary, request)
        target = answer.headers.get("Location", "")
        if target.startswith("/media/"):
            self.ask("get", target, "media/<str:signed>")

    def paths(self, name: str, route: str) -> Iterator[str]:
        """The route with keys of both courses in it, one kind of key after the other."""
        if name == "wagtailadmin_pages:revisions_compare":
            for one in self.courses:
                yield f"/admin/pages/{one.tree.lessons[0].pk}/revisions/compare/earliest...latest/"
            return
        route = "no-such-place" if "^" in route else route
        for one in self.courses:
            matches = list(re.finditer(r"<(?:(\w+):)?(\w+)>", route))
            every = [self.values(name, route, match[1] or "str", match[2], one) for match in matches]
            turns = max(map(len, every), default=1)
            # Wagtail's doors are shut as a whole to who writes nothing; one row of each course shows it.
            for place in range(turns if self.person.writes or route.startswith((API, "leaks/")) else 1):
                path = "/" + route
                for match, values in zip(matches, every, strict=True):
                    path = path.replace(match[0], values[place % len(values)], 1)
                yield path
            if not matches:
                return

    def values(self, name: str, route: str, kind: str, key: str, one: Seeded) -> list[Any]:
        if kind == "slug":
            return [one.course.slug]
        if key == "signed":
            return [one.media[0].file.name]
        keys: Any = self.keys.get(one.name) or self.keys.setdefault(one.name, Keys(one))
        return [str(value) for value in admin_values(name, kind, key, keys)]


class Keys:
    """The keys of a course's rows as the other crawl's `values_for` asks for them."""

    def __init__(self, one: Seeded) -> None:
        closed, draft = one.lessons[Kept.CLOSED][0], one.lessons[Kept.DRAFT][0]
        submissions = CourseSubmission.objects.filter(course=one.course)
        media = {model: [medium for medium in one.media if isinstance(medium, model)] for model in MODELS}
        first = [media[model][0] for model in MODELS]
        quiz = Quiz.objects.filter(owner=one.tree.owner).order_by("pk")[0]
        bank = QuestionBank.objects.filter(owner=one.tree.owner).order_by("pk")[0]
        assignment = Assignment.objects.filter(owner=one.tree.owner).order_by("pk")[0]
        revisions = Revision.objects.filter(object_id=str(closed.pk)).order_by("pk")
        self.numbers: dict[str, list[Any]] = {
            "page": [closed.pk, draft.pk, one.tree.page.pk],
            "image": [media[Image][0].pk],
            "document": [media[Document][0].pk],
            "video": [media[Video][0].pk],
            "revision": [revisions.first().pk, revisions.last().pk],
            "quiz": [quiz.pk],
            "questionbank": [bank.pk],
            "assignment": [assignment.pk],
            "upload": [1],
            "any": sorted({closed.pk, submissions.latest("pk").pk, one.course.pk, *(medium.pk for medium in first)}),
        }
        self.uuids = [
            str(row.public_id)
            for row in (
                one.course,
                closed.lesson,
                draft.lesson,
                submissions.latest("pk"),
                quiz,
                bank,
                assignment,
                *first,
                media[Document][2],
            )
        ]


MODELS = (Image, Document, Video)


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace")) + json.dumps(dict(answer.headers))
