"""What stands in closed lessons and in drafts reaches nobody outside, at any address of the project."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client, TestCase, override_settings

from accounts.enums import Role
from accounts.operations.people import suspend_person
from accounts.operations.sign_in import sign_in
from assessments.models import Brief
from courses.enums import EnrolmentSource
from courses.models import Lesson, LessonDocument
from courses.operations.enrolment import enrol_learner, leave_course
from discussions.operations.asking import ask_question
from kit import clock
from kit.visitors import Visitor
from tests.courses.isolation.world import token_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.isolation.crawl import CANARY, Crawl, Person
from tests.isolation.planting import WORD, Kept, Planted, Seeded, Seeder, plant

pytestmark = pytest.mark.covers("fault-Z7", "fault-Z3")

VISITOR = Visitor(address="192.0.2.7", user_agent="a browser")
OUTSIDERS = (
    "a visitor",
    "a learner without a seat",
    "a learner of the other course",
    "a learner who left",
    "the other producer",
    "a suspended learner",
)
# Seats open nothing in the admin: there these two are the learner without one.
SEATED = {"a learner of the other course", "a learner who left"}


@dataclass
class World:
    free: Seeded
    priced: Seeded
    planted: dict[str, Planted]
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, Any] = field(default_factory=dict)

    def crawl(self, name: str) -> Crawl:
        """By this person, with the keys of what is not theirs; the owner's goes to their own."""
        person = self.people[name]
        seats = {*person.seats, *person.writes} - {"priced"}
        return Crawl(person, self.planted, [one for one in (self.priced, self.free) if one.name not in seats])

    def enter(self, name: str, user: Any, *, content_token: bool = False, **may: Any) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        token = sign_in(user.email, PASSWORD, visitor=VISITOR).access_token
        self.users[name] = user
        self.people[name] = Person(name, client, token, token_of(user) if content_token else "", **may)

    def canaries(self, kept: Kept, course: Seeded, place: str = "") -> set[str]:
        return {
            canary
            for canary, one in self.planted.items()
            if (one.kept, one.course) == (kept, course.name) and place in one.place
        }


def build() -> World:
    reviewer = UserFactory(roles=[Role.REVIEWER])
    planted: dict[str, Planted] = {}
    free = plant("free", planted, reviewer=reviewer)
    priced = plant("priced", planted, reviewer=reviewer, price_minor=4900)
    world = World(free, priced, planted)
    world.people["a visitor"] = Person("a visitor", Client(raise_request_exception=False))
    world.enter("a learner without a seat", UserFactory(), content_token=True)
    world.enter("a learner of the other course", seated(free), seats=frozenset({"free"}))
    buyer = seated(priced)
    ask_a_canary(priced, planted, buyer)
    world.enter("the buyer", buyer, seats=frozenset({"priced"}))
    left = seated(free)
    leave_course(free.course, left, actor=left)
    world.enter("a learner who left", left)
    world.enter("the other producer", free.tree.owner, content_token=True, writes=frozenset({"free"}))
    world.enter("the owner", priced.tree.owner, content_token=True, writes=frozenset({"priced"}))
    suspended = UserFactory(roles=[Role.LEARNER, Role.PRODUCER])
    for one in (free, priced):
        enrol_learner(one.course, suspended, source=EnrolmentSource.BOUGHT, actor=None)
    world.enter("a suspended learner", suspended, content_token=True)
    suspend_person(suspended, reason="to see", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    return world


def ask_a_canary(one: Seeded, planted: dict[str, Planted], asker: Any) -> None:
    """What is asked in a closed lesson is for those who take part in its course."""
    seeder = Seeder(one.name, planted)
    title, text = (f"{seeder.word(Kept.CLOSED, f'question {place}')} {WORD}" for place in ("title", "text"))
    ask_question(one.lessons[Kept.CLOSED][0].lesson, title=title, text=text, actor=asker)


def seated(one: Seeded) -> Any:
    person = UserFactory()
    source = EnrolmentSource.BOUGHT if one.name == "priced" else EnrolmentSource.FREE
    enrol_learner(one.course, person, source=source, actor=None)
    return person


@pytest.fixture(scope="module")
def planted_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for all tests here, with what follows a commit (index, references) done; all is undone after."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            world = build()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(planted_world: World, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield planted_world
        transaction.set_rollback(True)


def report(crawl: Crawl) -> None:
    faults = [*crawl.leaks, *crawl.failures]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_address_tells_an_outsider_what_is_closed(world: World, name: str) -> None:
    crawl = world.crawl(name).all(but=("admin/",) if name in SEATED else ()).guesses()
    report(crawl)
    assert not any(200 in statuses for route, statuses in crawl.answers.items() if route == "a guess")
    assert 200 in crawl.answers["api/v1/courses/<slug:slug>"] or name == "a suspended learner"


def test_a_search_for_closed_words_finds_nothing(world: World) -> None:
    """The other crawl would not see a course found by words of its lessons, whose card bears no canary."""
    ask = world.people["a learner without a seat"].ask
    canary = next(iter(world.canaries(Kept.CLOSED, world.priced, "rich_text")))
    assert ask("get", "/api/v1/courses", query_params={"q": "Course"}).json()["count"] == 2
    for words in (WORD, canary):
        found = ask("get", "/api/v1/courses", query_params={"q": words}).json()
        assert (found["count"], found["results"]) == (0, [])
        assert ask("get", "/api/v1/courses/suggestions", query_params={"q": words}).json()["results"] == []


def asked_in(lesson: Lesson) -> list[UUID]:
    briefs = LessonDocument.objects.live().filter(lesson=lesson).values_list("briefs", flat=True)
    found = Brief.objects.filter(pk__in={pk for each in briefs for pk in each})
    return list(found.values_list("assignment__public_id", flat=True))


def test_the_buyer_reads_every_closed_canary_and_only_those(world: World) -> None:
    """Every one planted is really served to somebody: the texts with the lesson, the files behind their addresses."""
    crawl = world.crawl("the buyer")
    for lesson in world.priced.lessons[Kept.CLOSED]:
        crawl.get(f"/api/v1/lessons/{lesson.lesson.public_id}", "lesson")
        crawl.get(f"/api/v1/lessons/{lesson.lesson.public_id}/questions", "questions")
        for assignment in asked_in(lesson.lesson):
            crawl.get(f"/api/v1/me/lessons/{lesson.lesson.public_id}/assignments/{assignment}", "assignment")
    for medium in world.priced.media:
        crawl.get(f"/api/v1/media/{medium.public_id}", "medium")
    assert crawl.answers["lesson"] == {200}
    unseen = world.canaries(Kept.CLOSED, world.priced) - set(crawl.seen)
    # Storage gives files names of its own and takes the metadata out of pictures.
    places = {world.planted[canary].place for canary in unseen}
    strange = sorted(place for place in places if not place.startswith(("name of", "bytes of image")))
    assert not strange, "\n".join(strange)
    assert not crawl.leaks


def test_everybody_reads_what_is_open(world: World) -> None:
    crawl = world.crawl("a visitor")
    for course in (world.free, world.priced):
        (lesson,) = course.lessons[Kept.OPEN]
        crawl.get(f"/api/v1/lessons/{lesson.lesson.public_id}", "lesson")
        assert world.canaries(Kept.OPEN, course, "content") <= set(crawl.seen)


def test_the_owner_meets_the_canaries_by_the_same_crawl(world: World) -> None:
    """The crawl goes where canaries are: through the editor and through both APIs."""
    met = {}
    for prefix in ("admin/pages/", "content-api/", "api/v1/"):
        crawl = Crawl(world.people["the owner"], world.planted, [world.priced]).all(prefix)
        report(crawl)
        met[prefix] = {world.planted[canary].kept for canary in crawl.seen}
    assert all(Kept.DRAFT in kept for kept in met.values()), met
    assert Kept.CLOSED in met["api/v1/"]


@override_settings(ROOT_URLCONF="tests.isolation.leaking_urls")
@pytest.mark.parametrize("way", ["body", "header", "file"])
def test_an_address_that_leaks_is_caught(world: World, way: str) -> None:
    crawl = world.crawl("a visitor").all(f"leaks/{way}/")
    assert len(crawl.leaks) > 1
    assert all(f"/leaks/{way}/" in leak or "/media/" in leak for leak in crawl.leaks)


def test_files_of_closed_lessons_open_for_nobody_outside(world: World) -> None:
    for medium in (*world.priced.media[:5], *world.priced.media[-5:]):
        for name in OUTSIDERS:
            for query in ({}, {"width": "100"}):
                answer = world.people[name].ask("get", f"/api/v1/media/{medium.public_id}", query_params=query)
                assert answer.status_code == (401 if name == "a suspended learner" else 404), (name, medium)


def test_the_address_given_to_a_buyer_ends_after_five_minutes(world: World) -> None:
    buyer, visitor = world.people["the buyer"], world.people["a visitor"]
    now = clock.now()
    for medium in world.priced.media[:5]:
        with clock.held_at(now):
            address = buyer.ask("get", f"/api/v1/media/{medium.public_id}").headers["Location"]
            assert visitor.ask("get", address).status_code == 200
        with clock.held_at(now + timedelta(minutes=5, seconds=1)):
            answer = visitor.ask("get", address)
        assert answer.status_code == 404
        assert not set(CANARY.findall(answer.text_read))


def test_who_leaves_reads_and_fetches_nothing_from_then_on(world: World) -> None:
    person = world.people["a learner of the other course"]
    lesson = f"/api/v1/lessons/{world.free.lessons[Kept.CLOSED][0].lesson.public_id}"
    medium = f"/api/v1/media/{world.free.media[0].public_id}"
    assert [person.ask("get", path).status_code for path in (lesson, medium)] == [200, 302]
    user = world.users[person.name]
    leave_course(world.free.course, user, actor=user)
    assert [person.ask("get", path).status_code for path in (lesson, medium)] == [403, 404]
