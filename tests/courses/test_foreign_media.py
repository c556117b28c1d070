"""What a page points at must be its author's to use, though a form be sent without the choosers."""

import pytest
from django.test import Client

from accounts.enums import Role
from courses.models import CoursePage, LessonPage
from tests.courses.isolation.world import token_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z2", "fault-Z3", "req-B3")]


@pytest.fixture
def theirs():
    return course_tree(title="Theirs")


def form_of(page, person, **data):
    form_class = type(page).get_edit_handler().get_form_class()
    page = type(page).objects.get(pk=page.pk)
    fields = {"title": page.title, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for name in ("content", "resources", "outcomes", "requirements", "certificate"):
        fields[f"{name}-count"] = "0"
    form = form_class({**fields, **data}, instance=page, parent_page=page.get_parent(), for_user=person)
    form.defer_required_fields()
    return form


def test_a_foreign_picture_is_not_taken(theirs):
    own = course_tree()
    picture = ImageFactory(uploaded_by_user=theirs.owner)
    form = form_of(own.page, own.owner, language="en", price_currency="EUR", thumbnail=str(picture.pk))
    assert "thumbnail" in form.errors
    allowed = ImageFactory(uploaded_by_user=own.owner)
    assert not form_of(own.page, own.owner, language="en", price_currency="EUR", thumbnail=str(allowed.pk)).errors


@pytest.mark.parametrize("kind", ["image", "link"])
def test_a_lesson_takes_neither_foreign_pictures_nor_links_to_foreign_pages(theirs, kind):
    own = course_tree()
    picture = ImageFactory(uploaded_by_user=theirs.owner)
    block = {
        "image": {"content-0-type": "image", "content-0-value-image": str(picture.pk), "content-0-value-alt_text": "x"},
        "link": {
            "content-0-type": "rich_text",
            "content-0-value": '{"blocks":[{"key":"a","text":"see","type":"unstyled","depth":0,"inlineStyleRanges":[],'
            '"entityRanges":[{"offset":0,"length":3,"key":0}]}],"entityMap":{"0":{"type":"LINK","mutability":"MUTABLE",'
            f'"data":{{"id":{theirs.page.pk},"url":"/","parentId":1}}}}}}}}',
        },
    }[kind]
    data = {
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-id": "",
        "lesson_type": "mixed",
        **block,
    }
    form = form_of(own.lessons[0], own.owner, **data)
    assert not form.is_valid()
    assert {"image": "of your own", "link": "not yours to use"}[kind] in str(form.errors)
    before = LessonPage.objects.get(pk=own.lessons[0].pk).content.raw_data[0]
    assert before["type"] == "rich_text"


def test_the_content_api_takes_no_foreign_picture_either(theirs):
    own = course_tree()
    picture = ImageFactory(uploaded_by_user=theirs.owner)
    client = Client(headers={"Authorization": f"Bearer {token_of(own.owner)}"})
    body = {"meta": {"type": "courses.CoursePage"}, "thumbnail_id": picture.pk, "thumbnail": picture.pk}
    response = client.patch(f"/content-api/v3/pages/{own.page.pk}/", body, content_type="application/json")
    assert response.status_code < 500
    stored = CoursePage.objects.get(pk=own.page.pk)
    assert stored.thumbnail_id is None
    assert stored.get_latest_revision_as_object().thumbnail_id is None


def test_administrators_choose_freely(theirs):
    picture = ImageFactory(uploaded_by_user=UserFactory())
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    form = form_of(theirs.page, person, language="en", price_currency="EUR", thumbnail=str(picture.pk))
    assert not form.errors
