"""The editor of course, chapter and lesson: prices as people write them, previews, checks, places."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from courses.forms import CourseForm
from courses.models import CoursePage
from courses.models.numbering import display_number, draft_outline
from courses.operations.freezing import read_draft
from courses.operations.tree import add_chapter, add_lesson, create_course
from kit import clock
from tests.content.blocks.stored import stored_blocks, stored_resources
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import ImageFactory, media_of_each_kind
from tests.factories.submissions import published_course

pytestmark = pytest.mark.django_db


def course_form(page, **changes):
    form_class = CoursePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, CourseForm)
    data = {
        "title": page.title,
        "language": "en",
        "price_currency": "EUR",
        "description": "null",
        **{f"{name}-count": "0" for name in ("outcomes", "requirements", "certificate")},
        **changes,
    }
    form = form_class(data, instance=page, parent_page=page.get_parent(), for_user=page.owner)
    form.defer_required_fields()
    return form


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [("49", "EUR", 4900), ("49.5", "EUR", 4950), ("49,90", "EUR", 4990), ("", "EUR", 0), ("4900", "JPY", 4900)],
)
def test_a_price_is_typed_as_people_write_it_and_kept_in_minor_units(typed, currency, minor):
    page = course_tree().page
    form = course_form(page, price_minor=typed, price_currency=currency)
    assert form.is_valid(), form.errors
    form.save(commit=False)
    assert (page.price_minor, page.price_currency) == (minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [("49.999", "EUR"), ("1.5", "JPY"), ("free", "EUR"), ("-3", "EUR"), ("NaN", "EUR"), ("1e12", "EUR")],
)
def test_what_is_no_price_is_refused(typed, currency):
    page = course_tree().page
    form = course_form(page, price_minor=typed, price_currency=currency)
    assert not form.is_valid()
    assert "price_minor" in form.errors


def test_the_price_is_shown_as_people_write_it():
    page = course_tree(price_minor=4950).page
    form_class = CoursePage.get_edit_handler().get_form_class()
    html = str(form_class(instance=page, parent_page=page.get_parent(), for_user=page.owner)["price_minor"])
    assert 'value="49.50"' in html


def test_a_draft_may_lack_what_a_submission_needs_and_the_form_marks_it():
    page = course_tree().page
    form = course_form(page)
    assert form.is_valid(), form.errors
    form.restore_required_fields()
    assert [name for name in CourseForm.needed_to_submit if form.fields[name].required] == list(
        CourseForm.needed_to_submit
    )
    assert not form_without_deferral(page).is_valid()


def form_without_deferral(page):
    form = course_form(page)
    form.restore_required_fields()
    form.full_clean()
    return form


def test_numbers_follow_the_order_and_leave_out_what_was_removed():
    tree = course_tree()
    assert [display_number(page) for page in (tree.page, *tree.chapters, *tree.lessons)] == [
        "",
        "1",
        "2",
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "3",
    ]
    assert [(entry.number, entry.title) for entry in draft_outline(tree.page)][:3] == [
        ("1", "Chapter 1"),
        ("1.1", "Lesson 1"),
        ("1.2", "Lesson 2"),
    ]
    assert [entry.number for entry in draft_outline(tree.chapters[1])] == ["2.1", "2.2"]
    tree.chapters[0].removed_at = clock.now()
    tree.chapters[0].save(update_fields=["removed_at"])
    assert [display_number(page) for page in (tree.chapters[1], tree.lessons[2], tree.lessons[4])] == ["1", "1.1", "2"]
    assert [entry.number for entry in draft_outline(tree.page)] == ["1", "1.1", "1.2", "2"]


def test_finding_a_number_costs_one_query_however_deep(django_assert_num_queries):
    owner = UserFactory(roles=[Role.PRODUCER])
    parent = create_course(owner, title="Deep", actor=owner)
    for level in range(6):
        parent = add_chapter(parent, title=f"Level {level}", actor=owner)
    lesson = add_lesson(parent, title="Bottom", actor=owner)
    with django_assert_num_queries(1):
        assert display_number(lesson) == "1.1.1.1.1.1.1"


@pytest.fixture
def producer_client(client):
    owner = UserFactory(roles=[Role.PRODUCER, Role.ADMINISTRATOR])
    client.force_login(owner)
    return client, owner


def preview(client, page):
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": "plain"})


def test_a_lesson_is_previewed_as_learners_will_see_it_and_kept_by_no_cache(producer_client):
    client, owner = producer_client
    tree = course_tree(owner)
    media = media_of_each_kind()
    lesson = add_lesson(
        tree.chapters[0],
        title="Third",
        actor=owner,
        content=stored_blocks(media),
        resources=stored_resources(media),
    )
    response = preview(client, lesson)
    body = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Lesson 1.3" in body
    assert "Words of a heading" in body
    assert "<div data-empty-lesson" not in body
    assert "checker-axe-configuration" in body
    assert "empty-lesson" in body


def test_an_empty_lesson_and_one_without_media_are_marked_for_the_checks(producer_client):
    client, owner = producer_client
    tree = course_tree(owner)
    empty = add_lesson(tree.page, title="Empty", actor=owner)
    assert "<div data-empty-lesson" in preview(client, empty).content.decode()
    lost = add_lesson(
        tree.page, title="Lost", actor=owner, content=[{"type": "image", "value": {"image": None, "alt_text": ""}}]
    )
    assert "<span data-nothing-chosen" in preview(client, lost).content.decode()


def test_a_picture_without_words_has_no_alt_for_the_checks_to_find(producer_client):
    client, owner = producer_client
    tree = course_tree(owner)
    stored = [{"type": "image", "value": {"image": ImageFactory().pk, "alt_text": "", "caption": ""}}]
    lesson = add_lesson(tree.page, title="Mute", actor=owner, content=stored)
    body = preview(client, lesson).content.decode()
    assert "<img src=" in body
    assert " alt=" not in body


def test_a_course_is_previewed_with_price_and_outline(producer_client):
    client, owner = producer_client
    tree = course_tree(owner, price_minor=4950, summary="Dance a whole song.", description="<p>From the start.</p>")
    body = preview(client, tree.page).content.decode()
    for words in ("€49.50", "Dance a whole song.", "From the start.", "Chapter 2", "2.1"):
        assert words in body


def test_a_chapter_is_previewed_with_its_lessons(producer_client):
    client, owner = producer_client
    body = preview(client, course_tree(owner).chapters[1]).content.decode()
    assert "Chapter 2" in body
    assert "2.2" in body


def test_a_link_to_a_lesson_of_another_course_names_nothing_in_the_preview(producer_client):
    client, owner = producer_client
    foreign = course_tree().lessons[0]
    tree = course_tree(owner)
    near = tree.lessons[0]
    text = f'<p><a linktype="page" id="{near.pk}">near</a> <a linktype="page" id="{foreign.pk}">far</a></p>'
    lesson = add_lesson(tree.page, title="Links", actor=owner, content=[{"type": "rich_text", "value": text}])
    body = preview(client, lesson).content.decode()
    assert f"/lessons/{near.lesson.public_id}" in body
    assert str(foreign.lesson.public_id) not in body


@pytest.mark.parametrize("kind", ["page", "chapters", "lessons"])
def test_the_editor_opens_with_help_and_place(producer_client, kind):
    client, owner = producer_client
    tree = course_tree(owner)
    page = tree.page if kind == "page" else getattr(tree, kind)[0]
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    body = response.content.decode()
    assert response.status_code == 200
    assert ("course-place__number" in body) is (kind != "page")


def lesson_form(page, **changes):
    data = {"title": page.title, "lesson_type": "mixed", "content-count": "0", "resources-count": "0", **changes}
    form_class = type(page).get_edit_handler().get_form_class()
    return form_class(data, instance=page, parent_page=page.get_parent(), for_user=page.owner)


@pytest.mark.parametrize("place", ["chapter", "lesson"])
def test_what_opens_later_says_when_and_lets_go_of_what_belongs_to_another_choice(place):
    tree = course_tree()
    page = tree.chapters[0] if place == "chapter" else tree.lessons[0]
    assert lesson_form(page, opens="on_date").errors["opens_at"] == ["Say when it opens."]
    assert lesson_form(page, opens="after_days", opens_after_days="0").errors.keys() == {"opens_after_days"}
    form = lesson_form(page, opens="after_days", opens_at="2027-01-01 09:00", opens_after_days="7")
    assert form.is_valid(), form.errors
    form.save(commit=False)
    assert (page.opens, page.opens_at, page.opens_after_days) == ("after_days", None, 7)
    assert lesson_form(page, opens="").is_valid()


def test_courses_to_take_first_are_published_ones_of_those_who_write_it_and_those_named_already():
    own, foreign, named = published_course(), published_course(title="Of another"), published_course(title="Named")
    draft = course_tree(own.tree.owner, title="A draft of one's own")
    page = course_tree(own.tree.owner, title="Salsa for two").page
    page.prerequisites.set([named.course])
    form = course_form(page, prerequisites=[own.course.pk, named.course.pk], requires_prerequisites="on")
    assert form.is_valid(), form.errors
    form.save()
    page.save_revision()
    assert set(CoursePage.objects.get(pk=page.pk).prerequisites.all()) == {own.course, named.course}
    assert [(one.kind, one.content["prerequisites"]) for one in read_draft(page.course) if one.kind == "course"] == [
        ("course", sorted(str(course.public_id) for course in (own.course, named.course)))
    ]
    for other in (foreign.course, draft.course, page.course):
        assert course_form(page, prerequisites=[other.pk]).errors.keys() == {"prerequisites"}
