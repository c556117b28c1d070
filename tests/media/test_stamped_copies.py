"""Readers of a closed lesson get a copy with their own name, and nobody gets another's."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import IntegrityError
from rest_framework.test import APIClient

from accounts.enums import Role
from commerce.enums import PriceState
from commerce.models import Price
from commerce.operations.checkout import place_order
from commerce.operations.wanted import Wanted
from courses.enums import EnrolmentState, LessonAccess
from courses.models import Enrolment, LessonDocument
from kit import clock
from kit.failpoints import hold
from media.access import addresses, copies
from media.enums import ScanState, StampFailure
from media.errors import CopyImpossible, CopyNotNow
from media.gateways.stamping import StampFailed
from media.models import Scan, StampedCopy
from media.operations import stamping
from media.operations.stamping import address_for, masked, sweep_copies
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.authorisation.world import _paid
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, VideoFactory
from tests.factories.published import learner_of, live_course
from tests.media.conftest import files_below
from tests.media.papers import paper, texts_of
from tests.races import Runner

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D8", "req-J5", "fault-Z2")]


class World:
    """A stamped document in the closed lesson of a course, and a learner."""

    def __init__(self, content=None, *, is_open=False):
        self.owner = UserFactory(roles=[Role.PRODUCER], display_name="Olga Owner")
        self.live = live_course(owner=self.owner, price_minor=900)
        self.content = content or paper(2)
        self.document = DocumentFactory(
            uploaded_by_user=self.owner, is_stamped=True, file=ContentFile(self.content, name="plan.pdf")
        )
        lesson = self.live.lessons[0 if is_open else -1]
        self.shown = LessonDocument.objects.filter(lesson=lesson)
        self.shown.update(body=f'{{"url": "/api/v1/media/{self.document.public_id}"}}')
        self.path = f"/api/v1/media/{self.document.public_id}"

    def learner(self, name="Lena Learner", email="lena@example.org"):
        person = UserFactory(display_name=name, email=email)
        learner_of(self.live.course, person)
        return person


@pytest.fixture
def world(place):
    return World()


@pytest.fixture
def drawn_at_once(monkeypatch):
    """Copies are the words alone: for tests of who gets what, not of what it looks like."""

    def write(source, strip, words, *, folder, seconds):
        target = folder / "stamped.pdf"
        target.write_text(words)
        return target

    monkeypatch.setattr(stamping, "stamp", write)
    monkeypatch.setattr(stamping, "strip_with", lambda parts: b"")


def fetched(client, answer, **headers):
    served = client.get(answer["Location"], headers=headers)
    assert served.status_code in {200, 206}, served.status_code
    return b"".join(served.streaming_content)


def test_a_learner_gets_a_copy_that_names_them(world, signed_in, client):  # noqa: F811
    answer = signed_in(world.learner()).get(world.path)
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    day = clock.now().date().isoformat()
    for text in texts_of(fetched(client, answer)):
        assert f"Lena Learner · l…@example.org · {day}" in text
        assert "lena@" not in text


def test_it_is_a_download_with_the_documents_name_in_ranges(world, signed_in, client):  # noqa: F811
    answer = signed_in(world.learner()).get(world.path)
    whole = fetched(client, answer)
    served = client.get(answer["Location"], headers={"Range": "bytes=5-9"})
    assert (served.status_code, b"".join(served.streaming_content)) == (206, whole[5:10])
    assert served["Content-Disposition"] == f'attachment; filename="{world.document.filename}"'
    assert served["Content-Type"] == "application/pdf"


def test_who_bought_it_finds_the_order_on_it(place, drawn_at_once, signed_in, client, run_jobs):  # noqa: F811
    world = World()
    Price.objects.create(
        sellable_kind="course",
        sellable_id=world.live.course.public_id,
        currency="EUR",
        amount_minor=900,
        state=PriceState.ACTIVE,
    )
    buyer = UserFactory(display_name="Bo Buyer")
    order = _paid(place_order(buyer, [Wanted("course", world.live.course.public_id)]))
    run_jobs()
    assert f"order {order.number}".encode() in fetched(client, signed_in(buyer).get(world.path))
    assert copies.order_number(world.learner(), world.document) == ""


def test_whoever_works_with_it_has_it_as_it_is(world, drawn_at_once, signed_in, client):  # noqa: F811
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    for person in (world.owner, administrator):
        assert fetched(client, signed_in(person).get(world.path)) == world.content
    assert not StampedCopy.objects.exists()


def test_others_find_nothing_and_nothing_is_made(world, drawn_at_once, signed_in):  # noqa: F811
    for client in (APIClient(), signed_in(UserFactory()), signed_in(UserFactory(roles=[Role.PRODUCER]))):
        assert client.get(world.path).status_code == 404
    assert not StampedCopy.objects.exists()


def test_of_an_open_lesson_one_signs_in_to_have_it(place, drawn_at_once, signed_in, client):  # noqa: F811
    world = World(is_open=True)
    refused = APIClient().get(world.path)
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (401, "not_signed_in")
    stranger = UserFactory(display_name="Sam Stranger")
    assert b"Sam Stranger" in fetched(client, signed_in(stranger).get(world.path))


def test_no_door_that_makes_no_copies_hands_out_the_file(world):
    with pytest.raises(copies.CopyMissing):
        addresses.address_for(world.learner(), world.document)


def test_the_door_of_the_admin_makes_copies_too(world, drawn_at_once, client):
    person = UserFactory(display_name="Two Hats", roles=[Role.PRODUCER])
    learner_of(world.live.course, person)
    client.force_login(person)
    assert b"Two Hats" in fetched(client, client.get(f"/admin/media/{world.document.public_id}/"))


def test_each_gets_their_own_and_the_same_again(world, drawn_at_once, signed_in, client):  # noqa: F811
    ana, ben = world.learner("Ana", "ana@example.org"), world.learner("Ben", "ben@example.org")
    for _ in range(2):
        assert b"Ana" in fetched(client, signed_in(ana).get(world.path))
        assert b"Ben" in fetched(client, signed_in(ben).get(world.path))
    assert StampedCopy.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_each_their_own(world, drawn_at_once, client):
    people = [world.learner("Ana", "ana@example.org"), world.learner("Ben", "ben@example.org")]
    with hold("media.copy_is_stamped", count=2) as held:
        both = [Runner(lambda person=person: address_for(person, world.document)) for person in people]
        for _ in both:
            held.wait_until_reached()
    served = [b"".join(client.get(one.outcome().url).streaming_content) for one in both]
    assert [(b"Ana" in one, b"Ben" in one) for one in served] == [(True, False), (False, True)]


def test_an_address_ends_with_the_access(world, drawn_at_once, signed_in, client):  # noqa: F811
    learner = world.learner()
    answer = signed_in(learner).get(world.path)
    Enrolment.objects.filter(learner=learner).update(state=EnrolmentState.ENDED, ended_at=clock.now())
    cache.clear()
    assert client.get(answer["Location"]).status_code == 404
    assert signed_in(learner).get(world.path).status_code == 404


def test_a_new_file_and_a_later_hour_make_a_new_copy(world, drawn_at_once):
    learner = world.learner()
    address_for(learner, world.document)
    world.document.file = ContentFile(paper(3), name="plan.pdf")
    world.document.save()
    address_for(learner, world.document)
    assert StampedCopy.objects.count() == 2
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        address_for(learner, world.document)
    assert StampedCopy.objects.count() == 3


def test_copies_are_gone_after_an_hour_and_with_the_document(world, drawn_at_once, run_jobs, place):
    learner = world.learner()
    address_for(learner, world.document)
    assert [name.split("/")[0] for name in files_below(place)].count("stamped") == 1
    assert sweep_copies() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert sweep_copies() == 1
        run_jobs()
    assert "stamped" not in {name.split("/")[0] for name in files_below(place)}
    address_for(learner, world.document)
    world.document.delete()
    run_jobs()
    assert "stamped" not in {name.split("/")[0] for name in files_below(place)}


def test_what_goes_while_its_copy_is_made_leaves_none(world, drawn_at_once, monkeypatch, place):
    save = stamping.default_storage.save

    def save_late(name, file):
        stored = save(name, file)
        StampedCopy.objects.all().delete()
        return stored

    monkeypatch.setattr(stamping.default_storage, "save", save_late)
    with pytest.raises(copies.CopyMissing):
        address_for(world.learner(), world.document)
    assert "stamped" not in {name.split("/")[0] for name in files_below(place)}


@pytest.mark.parametrize(
    ("reason", "told"),
    [(StampFailure.SIGNED, (409, CopyImpossible.reason)), (StampFailure.TOO_SLOW, (503, CopyNotNow.reason))],
)
def test_what_cannot_be_stamped_is_not_served_at_all(world, monkeypatch, signed_in, reason, told):  # noqa: F811
    def fail(*given, **known):
        raise StampFailed(reason)

    monkeypatch.setattr(stamping, "stamp", fail)
    answer = signed_in(world.learner()).get(world.path)
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == told
    assert not StampedCopy.objects.exists()


def test_who_finds_no_turn_is_asked_to_come_again(world, drawn_at_once, monkeypatch):
    monkeypatch.setattr(stamping, "WAIT_SECONDS", 0.01)
    with stamping.turn(), stamping.turn(), pytest.raises(CopyNotNow):
        address_for(world.learner(), world.document)
    address_for(world.learner("Late", "late@example.org"), world.document)


def test_what_the_scanner_holds_back_is_not_copied_and_copies_are_held_back(
    scanner,
    drawn_at_once,
    signed_in,  # noqa: F811
    client,
    run_jobs,
):
    world = World()
    learner = signed_in(world.learner())
    assert learner.get(world.path).status_code == 404
    assert not StampedCopy.objects.exists()
    run_jobs()
    answer = learner.get(world.path)
    assert fetched(client, answer)
    Scan.objects.filter(file=world.document.file.name).update(state=ScanState.INFECTED, signature="Bad")
    assert client.get(answer["Location"]).status_code == 404
    assert learner.get(world.path).status_code == 404


def test_a_lesson_that_closes_takes_the_copy_of_a_stranger_back(place, drawn_at_once, signed_in, client):  # noqa: F811
    world = World(is_open=True)
    answer = signed_in(UserFactory()).get(world.path)
    world.shown.update(access=LessonAccess.ENROLLED)
    cache.clear()
    assert client.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize("made", [lambda: DocumentFactory(name="click.mp3", content_type="audio/mpeg"), VideoFactory])
def test_what_is_played_is_shown_and_never_pushed_as_a_download(place, client, made):
    medium = made()
    served = client.get(address_for(medium.uploaded_by_user or UserFactory(roles=[Role.ADMINISTRATOR]), medium).url)
    assert served["Content-Disposition"].startswith("inline")


def test_what_is_for_everybody_bears_no_name():
    with pytest.raises(IntegrityError):
        DocumentFactory(is_stamped=True, is_public=True)


def test_an_address_is_masked():
    assert masked("ana@example.org") == "a…@example.org"
    assert len(masked("a" * 60 + "@" + "b" * 180 + ".org")) == stamping.LONGEST_PART
