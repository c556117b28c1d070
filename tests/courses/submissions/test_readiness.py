"""What keeps a course from being handed in, in words, on the page where it is to be mended."""

import json
from types import SimpleNamespace

import pytest
from wagtail import workflows
from wagtail.models import Page

from courses.enums import LessonType
from courses.operations import workflow
from courses.operations.freezing import read_draft
from courses.operations.readiness import problems_of
from courses.operations.tree import create_course
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.submissions import ready_course

pytestmark = pytest.mark.django_db


def problems(course):
    return [(problem.page_title, problem.message) for problem in problems_of(read_draft(course))]


def with_content(tree, *blocks, **fields):
    draft = tree.lessons[0].get_latest_revision_as_object()
    draft.content = json.dumps(list(blocks))
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)
    return [message for title, message in problems(tree.course) if title == (draft.title or "Untitled page")]


def test_a_ready_course_has_none():
    assert problems(ready_course().course) == []


def test_an_empty_course_is_told_everything():
    page = create_course(UserFactory(), title="Salsa", actor=None)
    assert problems(page.course) == [
        ("Salsa", "The promise is missing: say in one line what a learner will be able to do."),
        ("Salsa", "The description is missing."),
        ("Salsa", "The picture is missing."),
        ("Salsa", "Choose a category."),
        ("Salsa", "Choose a level."),
        ("Salsa", "The course has no lessons yet."),
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("description", "<p> &nbsp;</p>", "The description is missing."),
        ("thumbnail_alt", " ", "Say what the picture shows, for people who cannot see it."),
        ("price_currency", "eur", "The currency must be three capital letters, like EUR."),
        ("title", " ", "The title is missing."),
    ],
)
def test_each_field_of_the_course(field, value, message):
    tree = ready_course()
    draft = tree.page.get_latest_revision_as_object()
    setattr(draft, field, value)
    draft.save_revision(clean=False)
    assert message in [said for _, said in problems(tree.course)]


def test_a_picture_that_was_deleted_is_missing():
    tree = ready_course()
    type(tree.page).objects.update(thumbnail=None)
    ImageFactory._meta.model.objects.all().delete()
    assert ("Salsa from the first step", "The picture is missing.") in problems(tree.course)


@pytest.mark.parametrize("blocks", [[], [{"type": "rich_text", "value": "<p> </p>", "id": "a"}]])
def test_an_empty_lesson(blocks):
    assert "The lesson is empty." in with_content(ready_course(), *blocks)


def test_headings_do_not_skip_a_level_not_even_in_columns():
    tree = ready_course()
    inner = {"type": "heading", "value": {"text": "Deep", "level": "h4"}, "id": "c"}
    columns = [{"type": "item", "value": {"content": [inner]}, "id": "d"}, {"type": "item", "value": {"content": [
        {"type": "rich_text", "value": "<p>Words</p>", "id": "e"}
    ]}, "id": "f"}]  # fmt: skip
    found = with_content(
        tree,
        {"type": "heading", "value": {"text": "Start", "level": "h2"}, "id": "a"},
        {"type": "columns", "value": {"columns": columns}, "id": "b"},
    )
    assert found == ["The heading “Deep” skips a level."]


def test_a_picture_in_a_lesson_needs_words_for_those_who_cannot_see_it():
    picture = {"image": ImageFactory().pk, "alt_text": "", "caption": ""}
    (found,) = with_content(ready_course(), {"type": "image", "value": picture, "id": "a"})
    assert "alt text" in found


def test_what_the_model_refuses_is_said_too():
    found = with_content(
        ready_course(),
        {"type": "rich_text", "value": "<p>Words</p>", "id": "a"},
        summary="x" * 301,
        lesson_type="opera",
    )
    assert len(found) == 2
    assert LessonType.MIXED not in found


def test_only_course_workflows_end_in_our_hands(monkeypatch):

    published = []
    monkeypatch.setattr(workflows, "publish_workflow_state", lambda state, user=None: published.append(state))
    other = SimpleNamespace(content_object=Page.objects.first())
    workflow.finish_workflow(other)
    workflow.finish_workflow(SimpleNamespace(content_object=ready_course().page))
    assert published == [other]
