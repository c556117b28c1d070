"""The files that a draft shows: each through a ticket of its own, as long as its editor may see page and file."""

import json
import re

import pytest

from courses.enums import AuthorState
from courses.models import CourseAuthor
from courses.operations.authors import remove_author
from courses.operations.tree import add_lesson
from previews.models import Preview
from previews.operations import media_ticket
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree, text
from tests.factories.media import DocumentFactory, ImageFactory, ready_sound, streamed_film
from tests.previews.conftest import code_in, reason, view_draft, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B6")]


def pictured(picture):
    return [{"type": "image", "value": {"image": picture.pk, "alt_text": "A foot", "caption": ""}}]


def address_in(document):
    return document["blocks"][0]["value"]["image"]["url"]


def test_pictures_of_a_draft_come_through_the_preview_alone(front_end, editor_of, owner, client):
    picture = ImageFactory(uploaded_by_user=owner)
    tree = course_tree(owner)
    lesson = add_lesson(tree.page, title="Picture", actor=owner, content=pictured(picture))
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    document = front_end.document(f"lessons/{lesson.lesson.public_id}")
    address = address_in(document)
    assert address.startswith("/api/v1/preview/media/")
    assert address.endswith(str(picture.public_id))
    answer = client.get(f"{address}?width=160")
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(f"/api/v1/media/{picture.public_id}").status_code == 404


def test_a_film_of_a_draft_is_shown_as_it_was_uploaded(front_end, editor_of, owner, client):
    """Each piece of a stream asks who is there, which a preview's ticket does not say."""
    film = streamed_film(uploaded_by_user=owner, poster=ImageFactory(uploaded_by_user=owner))
    block = {"source": "file", "video": film.pk, "title": "Waltz", "url": "", "poster": None, "captions": []}
    tree = course_tree(owner)
    lesson = add_lesson(tree.page, title="Film", actor=owner, content=[{"type": "video", "value": block}])
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    shown = front_end.document(f"lessons/{lesson.lesson.public_id}")["blocks"][0]["value"]["video"]
    assert (shown["stream_url"], shown["thumbnails"]) == (None, None)
    for address, medium in ((shown["url"], film), (shown["poster"]["url"], film.poster)):
        assert address.startswith("/api/v1/preview/media/")
        assert address.endswith(str(medium.public_id))
        assert client.get(address).status_code == 302


def test_a_sound_of_a_draft_is_heard_as_it_was_uploaded(front_end, editor_of, owner, client):
    """A rendition asks who is there, which a preview's ticket does not say."""
    sound = ready_sound(uploaded_by_user=owner)
    content = [{"type": "audio", "value": {"file": sound.pk, "title": "Vowels", "transcript": ""}}]
    lesson = add_lesson(course_tree(owner).page, title="Sound", actor=owner, content=content)
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    shown = front_end.document(f"lessons/{lesson.lesson.public_id}")["blocks"][0]["value"]
    assert shown["rendition"] is None
    assert shown["duration_seconds"] == 2
    assert shown["file"]["url"].endswith(str(sound.public_id))
    assert client.get(shown["file"]["url"]).status_code == 302


def test_somebody_elses_file_stays_closed(front_end, editor_of, owner, client):
    foreign = ImageFactory(uploaded_by_user=UserFactory())
    picture = ImageFactory(uploaded_by_user=owner)
    lesson = add_lesson(course_tree(owner).page, title="Picture", actor=owner, content=pictured(picture))
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    document = front_end.document(f"lessons/{lesson.lesson.public_id}")
    address = address_in(document)
    assert client.get(address.replace(str(picture.public_id), str(foreign.public_id))).status_code == 401
    with_ticket = media_ticket(Preview.objects.get(), foreign.public_id)
    assert client.get(f"/api/v1/preview/media/{with_ticket}/{foreign.public_id}").status_code == 404
    assert client.get(address.replace(".", ".x", 1)).status_code == 401


def test_a_ticket_opens_the_file_it_was_given_for_and_no_other_of_its_editor(front_end, editor_of, owner, client):
    page = course_tree(owner).page
    shown, kept_back = ImageFactory(uploaded_by_user=owner), ImageFactory(uploaded_by_user=owner)
    lesson = add_lesson(page, title="Picture", actor=owner, content=pictured(shown))
    other = add_lesson(course_tree(owner).page, title="Elsewhere", actor=owner, content=pictured(kept_back))
    addresses = {}
    for each, picture in ((lesson, shown), (other, kept_back)):
        front_end.open(code_in(view_draft(editor_of(owner), each)))
        addresses[picture] = address_in(front_end.document(f"lessons/{each.lesson.public_id}"))
    for picture, another in ((shown, kept_back), (kept_back, shown)):
        assert client.get(addresses[picture]).status_code == 302
        foreign = addresses[picture].replace(str(picture.public_id), str(another.public_id))
        assert reason(client.get(foreign)) == (401, "preview_ended")


def test_a_linked_file_is_opened_by_a_ticket_too(front_end, editor_of, owner, client):
    paper = DocumentFactory(uploaded_by_user=owner)
    link = f'<p>Read <a linktype="document" id="{paper.pk}">the plan</a>.</p>'
    stored = [{"type": "rich_text", "value": link}]
    lesson = add_lesson(course_tree(owner).page, title="Paper", actor=owner, content=stored)
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    html = json.dumps(front_end.document(f"lessons/{lesson.lesson.public_id}"))
    (address,) = re.findall(r"/api/v1/preview/media/[^\\\"]+", html)
    assert client.get(address).status_code == 302


def test_rights_are_asked_about_at_each_file(front_end, editor_of, owner, client):
    tree = course_tree()
    author = CourseAuthor.objects.create(course=tree.course, person=owner, state=AuthorState.ACCEPTED)
    picture = ImageFactory(uploaded_by_user=owner)
    lesson = add_lesson(tree.page, title="Picture", actor=tree.owner, content=pictured(picture))
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    address = address_in(front_end.document(f"lessons/{lesson.lesson.public_id}"))
    assert client.get(address).status_code == 302
    remove_author(author, actor=tree.owner)
    assert reason(client.get(address)) == (403, "preview_not_allowed")


def test_words_that_look_like_an_address_are_left_as_they_are(front_end, editor_of, owner):
    words = "see /api/v1/media/00000000-0000-0000-0000-000000000000 for it"
    lesson = add_lesson(course_tree(owner).page, title="Words", actor=owner, content=text(words))
    front_end.open(code_in(view_draft(editor_of(owner), lesson)))
    assert words in words_of(front_end.document(f"lessons/{lesson.lesson.public_id}"))
