"""A page takes no medium that its author may not choose, and shows nothing of one named in a forged request."""

import json

import pytest
from django.urls import reverse

from accounts.enums import Role
from courses.models import LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    person = UserFactory(roles=[Role.PRODUCER])
    client.force_login(person)
    return person


def sent(kind, **fields):
    block = {f"content-0-value-{name}": str(value) for name, value in fields.items()}
    return {
        "title": "Changed",
        "lesson_type": "mixed",
        "resources-count": "0",
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-type": kind,
        "content-0-id": "",
        **block,
    }


def save(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def stored(page):
    return LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def picture(pk):
    return sent("image", image=pk, alt_text="A dancer", caption=json.dumps(None))


def test_ones_own_picture_is_taken(author, client):
    lesson = course_tree(author).lessons[0]
    mine = ImageFactory(uploaded_by_user=author)
    assert save(client, lesson, picture(mine.pk)).status_code == 302
    assert stored(lesson).content[0].value["image"] == mine


def test_anothers_picture_is_refused_and_not_shown(author, client):
    lesson = course_tree(author).lessons[0]
    foreign = ImageFactory(title="Nobody else may read this", uploaded_by_user=UserFactory(roles=[Role.PRODUCER]))
    response = save(client, lesson, picture(foreign.pk))
    assert response.status_code == 200
    body = response.content.decode()
    assert "Choose a file of your own." in body
    assert "Nobody else may read this" not in body
    assert stored(lesson).title != "Changed"


def test_anothers_document_is_refused_and_not_shown(author, client):
    lesson = course_tree(author).lessons[0]
    foreign = DocumentFactory(title="Nobody else may read this", uploaded_by_user=UserFactory())
    response = save(client, lesson, sent("download", file=foreign.pk, title="Plan", description=""))
    assert "Choose a file of your own." in response.content.decode()
    assert "Nobody else may read this" not in response.content.decode()


def angled(film, back):
    angle = {"angles-count": 1, "angles-0-deleted": "", "angles-0-order": 0, "angles-0-type": "item", "angles-0-id": ""}
    angle |= {
        f"angles-0-value-{name}": value for name, value in (("name", "Back"), ("video", back), ("offset_seconds", 0))
    }
    empty = {"captions-count": 0, "chapters-count": 0, "url": "", "poster": "", "angle": "", "transcript": ""}
    return sent("video", source="file", video=film, title="Tango", duration_seconds="", **empty, **angle)


def test_anothers_film_is_no_angle_of_ones_own_and_not_shown(author, client):
    lesson = course_tree(author).lessons[0]
    film, back = (VideoFactory(uploaded_by_user=author) for _ in range(2))
    foreign = VideoFactory(title="Nobody else may read this", uploaded_by_user=UserFactory(roles=[Role.PRODUCER]))
    refused = save(client, lesson, angled(film.pk, foreign.pk)).content.decode()
    assert "Choose a file of your own." in refused
    assert "Nobody else may read this" not in refused
    assert stored(lesson).title != "Changed"
    assert save(client, lesson, angled(film.pk, back.pk)).status_code == 302
    assert stored(lesson).content[0].value["angles"][0]["video"] == back


def test_what_the_page_holds_already_stays(author, client):
    foreign = ImageFactory(uploaded_by_user=UserFactory())
    lesson = course_tree(author).lessons[0]
    lesson.content = json.dumps(
        [{"type": "image", "value": {"image": foreign.pk, "alt_text": "A dancer", "caption": ""}}]
    )
    lesson.save_revision(user=author, clean=False)
    assert save(client, lesson, picture(foreign.pk)).status_code == 302
    assert stored(lesson).content[0].value["image"] == foreign
