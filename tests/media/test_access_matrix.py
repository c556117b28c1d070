"""Every address of what a closed lesson shows, for everybody who may stand to its course in some way: one table.

What each role may have of other lessons and files stands in tests/authorisation/rules.yaml.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.enums import Role
from courses.enums import OPEN_STATES, EnrolmentSource, EnrolmentState
from courses.models import Enrolment, LessonDocument
from frontend_api.v1.media.urls import urlpatterns
from kit import clock
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory, ready_sound, streamed_film
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5", "req-D8", "fault-Z2", "fault-Z7")]

# Which media have something to fetch at each address.
ADDRESSES = {
    "media/<uuid:public_id>": ["picture", "paper", "captions", "sound", "film", "unmade film"],
    "media/<uuid:public_id>/sound.m4a": ["sound"],
    "media/<uuid:public_id>/sound/peaks.json": ["sound"],
    "media/<uuid:public_id>/film.mp4": ["film"],
    "media/<uuid:public_id>/stream.m3u8": ["film"],
    "media/<uuid:public_id>/stream/thumbnails.jpg": ["film"],
    "media/<uuid:public_id>/stream/<slug:rung>.m3u8": ["film"],
    "media/<uuid:public_id>/stream/<slug:rung>.mp4": ["film"],
}
CLOSED_STATES = [state for state in EnrolmentState if state not in OPEN_STATES]
LET_IN = ["owner", "reviewer", "administrator", "learner who came back"]
LEFT_OUT = ["visitor", "anybody", "learner of another course", "other producer"]


def test_no_address_is_left_out():
    assert set(ADDRESSES) == {str(route.pattern) for route in urlpatterns}


class World:
    """A course whose closed lesson shows a medium of each kind, and another course of the same producer."""

    def __init__(self):
        self.owner = UserFactory(roles=[Role.PRODUCER])
        self.course, self.other = (live_course(owner=self.owner) for _ in range(2))
        theirs = {"uploaded_by_user": self.owner}
        self.media = {
            "picture": ImageFactory(**theirs),
            "paper": DocumentFactory(**theirs),
            "captions": DocumentFactory(name="words.vtt", content_type="text/vtt", **theirs),
            "sound": ready_sound(**theirs),
            "film": streamed_film(**theirs),
            "unmade film": VideoFactory(**theirs),
        }
        shown = " ".join(f"/api/v1/media/{one.public_id}" for one in self.media.values())
        LessonDocument.objects.filter(lesson=self.course.lessons[-1]).update(body=f'{{"shown": "{shown}"}}')

    def seated(self, state=EnrolmentState.ACTIVE, **fields):
        dates = {EnrolmentState.ACTIVE: {}, EnrolmentState.COMPLETED: {"completed_at": clock.now()}}
        return learner_of(self.course.course, state=state, **dates.get(state, {"ended_at": clock.now()}), **fields)

    def who(self, name):
        """None for a visitor."""
        match name:
            case "visitor":
                return None
            case "owner":
                return self.owner
            case "learner of another course":
                return learner_of(self.other.course)
            case "anybody":
                return UserFactory()
            case "learner who came back":
                person = self.seated(state=EnrolmentState.REFUNDED)
                Enrolment.objects.filter(learner=person).update(state=EnrolmentState.ACTIVE, ended_at=None)
                return person
        return UserFactory(roles=[Role.PRODUCER if name == "other producer" else Role(name)])

    def paths(self, public_id=None):
        """Every address of every medium, or all of them with that name instead of the medium's."""
        for address, kinds in ADDRESSES.items():
            for kind in kinds:
                name = str(public_id or self.media[kind].public_id)
                yield f"/api/v1/{address}".replace("<uuid:public_id>", name).replace("<slug:rung>", "240p")


@pytest.fixture
def world(place):
    return World()


def has_everything(world, asking, client):
    """True where each address answers and what it leads to comes, False where each is like none; no third way."""
    missing = [asking.get(path) for path in world.paths(uuid4())]
    answers = [asking.get(path) for path in world.paths()]
    if all(answer.status_code == 404 for answer in answers):
        assert [answer.content for answer in answers] == [answer.content for answer in missing]
        return False
    assert {answer.status_code for answer in answers} == {200, 302}
    served = [client.get(answer["Location"]) for answer in answers if answer.status_code == 302]
    assert {answer.status_code for answer in served} == {200}
    assert all(b"".join(answer.streaming_content) for answer in served)
    assert all("private" in answer["Cache-Control"] for answer in [*answers, *served])
    return True


@pytest.mark.parametrize("state", EnrolmentState)
def test_a_seat_opens_everything_while_it_is_open_however_it_was_come_by(world, signed_in, client, state):  # noqa: F811
    people = {source: world.seated(source=source, state=state) for source in EnrolmentSource}
    found = {source: has_everything(world, signed_in(person), client) for source, person in people.items()}
    assert found == dict.fromkeys(EnrolmentSource, state in OPEN_STATES)


@pytest.mark.parametrize("name", [*LET_IN, *LEFT_OUT])
def test_without_a_seat_it_is_for_those_who_work_with_it(world, signed_in, client, name):  # noqa: F811
    person = world.who(name)
    assert has_everything(world, signed_in(person) if person else APIClient(), client) == (name in LET_IN)


@pytest.mark.parametrize("state", CLOSED_STATES)
def test_every_address_of_a_learner_ends_within_a_minute_of_the_seat(world, signed_in, client, state):  # noqa: F811
    now = clock.now()
    with time_machine.travel(now, tick=False):
        learner = world.seated()
        asking = signed_in(learner)
        led_to = [answer["Location"] for path in world.paths() if (answer := asking.get(path)).status_code == 302]
        assert {client.get(address).status_code for address in led_to} == {200}
        Enrolment.objects.filter(learner=learner).update(state=state, ended_at=now)
    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        assert {signed_in(learner).get(path).status_code for path in world.paths()} == {404}
        assert {client.get(address).status_code for address in led_to} == {404}


def test_a_suspended_learner_has_nothing(world, signed_in, client):  # noqa: F811
    learner = world.seated()
    asking = signed_in(learner)
    assert has_everything(world, asking, client)
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    assert {asking.get(path).status_code for path in world.paths()} == {401}


def test_of_a_course_that_was_taken_down_learners_have_nothing(world, signed_in, client):  # noqa: F811
    learner = world.seated()
    LessonDocument.objects.filter(course=world.course.course).update(is_live=False)
    assert not has_everything(world, signed_in(learner), client)
    assert has_everything(world, signed_in(world.owner), client)
