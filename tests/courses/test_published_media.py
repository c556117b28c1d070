"""Files that published documents show, and who may fetch them."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import ReferenceIndex

from accounts.enums import Role
from courses.access import can_edit_course
from courses.enums import EnrolmentSource
from courses.models import LessonDocument
from courses.operations.authors import accept_invitation, invite_author, remove_author
from courses.operations.enrolment import enrol_learner
from courses.operations.publication import withdraw_course
from courses.operations.submissions import submit_course
from courses.operations.tree import add_lesson
from media.access.addresses import address_for
from media.access.signing import open_permit
from media.gates import may_fetch
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory, streamed_film
from tests.factories.submissions import approve_and_publish, ready_course

pytestmark = pytest.mark.django_db


def picture_in(tree, picture, **fields):
    value = {"image": picture.pk, "alt_text": "Two dancers", "caption": ""}
    add_lesson(
        tree.page, title="With a picture", actor=tree.owner, content=[{"type": "image", "value": value}], **fields
    )


@pytest.fixture
def world():
    owner = UserFactory(roles=[Role.PRODUCER])
    cover, closed, opened, unused = (ImageFactory(uploaded_by_user=owner) for _ in range(4))
    tree = ready_course(owner, thumbnail=cover)
    picture_in(tree, closed)
    picture_in(tree, opened, is_preview=True)
    return tree, cover, closed, opened, unused


def test_before_publication_no_reader_fetches_anything(world):
    _tree, *pictures = world
    assert [may_fetch(person, picture) for person in (AnonymousUser(), UserFactory()) for picture in pictures] == [
        False
    ] * 8


def test_everybody_sees_the_cover_and_open_lessons_and_learners_the_rest(world):
    tree, cover, closed, opened, unused = world
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=UserFactory(roles=[Role.REVIEWER]))
    learner, stranger = UserFactory(), UserFactory()
    enrol_learner(tree.course, learner, source=EnrolmentSource.FREE, actor=learner)
    for person in (AnonymousUser(), stranger):
        assert [may_fetch(person, one) for one in (cover, opened, closed, unused)] == [True, True, False, False]
    assert [may_fetch(learner, one) for one in (cover, opened, closed, unused)] == [True, True, True, False]
    withdraw_course(tree.course, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    for person in (AnonymousUser(), learner):
        assert not any(may_fetch(person, one) for one in (cover, opened, closed, unused))


def test_every_angle_of_a_film_is_for_whoever_may_see_the_lesson():
    tree = ready_course(UserFactory(roles=[Role.PRODUCER]))
    film, back = (streamed_film(uploaded_by_user=tree.owner) for _ in range(2))
    value = {"source": "file", "url": "", "video": film.pk, "title": "Tango", "poster": None, "captions": []}
    value["angles"] = [{"name": "Back", "video": back.pk, "offset_seconds": 1.5}]
    lesson = add_lesson(tree.page, title="Tango", actor=tree.owner, content=[{"type": "video", "value": value}])
    ReferenceIndex.create_or_update_for_object(lesson)
    reviewer, learner = UserFactory(roles=[Role.REVIEWER]), UserFactory()
    assert [may_fetch(person, back) for person in (tree.owner, reviewer, learner)] == [True, True, False]

    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=reviewer)
    enrol_learner(tree.course, learner, source=EnrolmentSource.FREE, actor=learner)
    strangers = (AnonymousUser(), UserFactory(), UserFactory(roles=[Role.PRODUCER]))
    assert may_fetch(learner, back)
    assert not any(may_fetch(person, back) for person in strangers)

    document = LessonDocument.objects.live().get(lesson=lesson.lesson)
    (angle,) = json.loads(document.body)["blocks"][0]["value"]["angles"]
    assert angle["offset_ms"] == 1500
    assert angle["video"]["stream_url"] == f"/api/v1/media/{back.public_id}/stream.m3u8"


def test_what_everybody_sees_may_be_kept_by_everybody_and_nothing_else(world):
    tree, cover, closed, opened, unused = world
    sound = DocumentFactory(uploaded_by_user=tree.owner, name="click.mp3")
    value = {"file": sound.pk, "title": "Clicks", "transcript": "Click, click.", "downloadable": False}
    content = [{"type": "audio", "value": value}]
    add_lesson(tree.page, title="With a sound", actor=tree.owner, content=content, is_preview=True)
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=UserFactory(roles=[Role.REVIEWER]))
    learner = UserFactory()
    enrol_learner(tree.course, learner, source=EnrolmentSource.FREE, actor=learner)

    def answers(person, *media):
        found = [address_for(person, one) for one in media]
        return [(one.public, open_permit(one.url.rsplit("/", 1)[-1]).public) for one in found]

    for person in (AnonymousUser(), learner, tree.owner):
        assert answers(person, cover, opened, sound) == [(True, True), (True, True), (False, False)]
    assert answers(learner, closed) == [(False, False)]
    assert answers(tree.owner, closed, unused) == [(False, False)] * 2
    assert address_for(learner, cover) == address_for(AnonymousUser(), cover)


def test_pictures_of_a_co_author_who_left_are_shown_on_and_no_later_ones():
    tree = ready_course(UserFactory(roles=[Role.PRODUCER]))
    guest = UserFactory(roles=[Role.PRODUCER])
    accept_invitation(invite_author(tree.course, guest.email, actor=tree.owner), actor=guest)
    brought = ImageFactory(uploaded_by_user=guest)
    picture_in(tree, brought, is_preview=True)
    remove_author(tree.course.authors.get(), actor=tree.owner)
    later = ImageFactory(uploaded_by_user=guest)
    picture_in(tree, later, is_preview=True)
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=UserFactory(roles=[Role.REVIEWER]))
    assert may_fetch(AnonymousUser(), brought)
    assert not may_fetch(AnonymousUser(), later), "what they upload afterwards is theirs alone"
    assert not can_edit_course(guest, tree.course)

    accept_invitation(invite_author(tree.course, guest.email, actor=tree.owner), actor=guest)
    assert can_edit_course(guest, tree.course)
    assert may_fetch(AnonymousUser(), later)


def test_a_co_author_puts_the_owners_film_into_lessons_and_neither_changes_nor_deletes_it(client):
    tree = ready_course(UserFactory(roles=[Role.PRODUCER]))
    film = VideoFactory(title="The owner's film", uploaded_by_user=tree.owner)
    lesson = add_lesson(
        tree.page,
        title="Tango",
        actor=tree.owner,
        content=[{"type": "video", "value": {"source": "file", "url": "", "video": film.pk, "title": "Tango"}}],
    )
    ReferenceIndex.create_or_update_for_object(lesson)
    friend = UserFactory(roles=[Role.PRODUCER])
    accept_invitation(invite_author(tree.course, friend.email, actor=tree.owner), actor=friend)
    client.force_login(friend)
    assert "The owner" in client.get("/admin/video_chooser/").content.decode()
    for verb in ("edit", "delete", "usage"):
        assert client.get(f"/admin/videos/{verb}/{film.pk}/").status_code == 404, verb
    client.post(f"/admin/videos/delete/{film.pk}/")
    client.post(f"/admin/videos/edit/{film.pk}/", {"title": "Mine now", "loudness": "even"})
    film.refresh_from_db()
    assert film.title == "The owner's film"
