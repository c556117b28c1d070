"""Making the tree: places, addresses, identities, depth; and drafts for ever, whichever door is tried."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from accounts.enums import Role
from courses.enums import NodeKind
from courses.errors import BadContent, CoursePagesAreDrafts, CoursePagesHaveNoAlias, LessonStaysInItsCourse, TooDeep
from courses.models import DEEPEST_CHAPTER, ChapterPage, Course, CourseIndexPage, CoursePage, Lesson, LessonPage
from courses.operations.tree import Sketch, add_chapter, add_lesson, add_many, create_course
from kit import clock
from tests.courses.isolation.world import token_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree, text

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B1", "req-B3")]


@pytest.fixture
def tree():
    return course_tree()


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def deepest(tree):
    """A chapter at the last level allowed."""
    place = tree.page
    sketch = None
    for level in range(DEEPEST_CHAPTER, 0, -1):
        sketch = Sketch(NodeKind.CHAPTER, f"Level {level}", {}, [sketch] if sketch else [])
    return add_many(place, [sketch], actor=tree.owner)[-1]


def assert_healthy():
    assert all(not found for found in Page.find_problems())


def test_pages_stand_where_they_were_put(tree):
    assert_healthy()
    titles = [page.title for page in tree.page.get_descendants()]
    assert titles == ["Chapter 1", "Lesson 1", "Lesson 2", "Chapter 2", "Lesson 1", "Lesson 2", "Coda"]
    assert tree.page.get_parent() == CourseIndexPage.the_one().page_ptr
    for page in (tree.page, *tree.chapters, *tree.lessons):
        stored = type(page).objects.get(pk=page.pk)
        assert stored.latest_revision.as_object().title == page.title
        assert not stored.live
        assert stored.owner == tree.owner


def test_every_lesson_has_an_identity_in_its_course(tree):
    assert {lesson.lesson.course for lesson in tree.lessons} == {tree.course}
    assert len({lesson.lesson_id for lesson in tree.lessons}) == len(tree.lessons)


def test_courses_of_one_name_have_addresses_that_tell_nothing_of_each_other():
    owner = UserFactory(roles=[Role.PRODUCER])
    slugs = {create_course(owner, title="Tango", actor=owner).course.slug for _ in range(3)}
    assert len(slugs) == 3
    assert all(slug.startswith("tango-") and len(slug) == len("tango-") + 8 for slug in slugs)


def test_the_course_is_called_as_its_draft(tree):
    tree.page.title = "Another name"
    tree.page.save_revision(user=tree.owner)
    assert Course.objects.get(pk=tree.course.pk).title == "Another name"


def test_thousands_go_in_by_a_few_statements_each(tree):
    def count(number):
        sketches = [Sketch(NodeKind.LESSON, f"Lesson {one}", {"content": text("Words.")}) for one in range(number)]
        with CaptureQueriesContext(connection) as queries:
            add_many(tree.page, sketches, actor=tree.owner)
        return len(queries)

    few, many = count(5), count(45)
    logged_and_found = 40 * 6
    assert many - few <= logged_and_found
    assert_healthy()


@pytest.mark.parametrize("title", ["", "   ", "x" * 256])
def test_a_bad_title_is_refused_and_nothing_is_made(tree, title):
    before = Page.objects.count()
    with pytest.raises(BadContent):
        add_lesson(tree.page, title=title, actor=tree.owner)
    assert (Page.objects.count(), Lesson.objects.filter(course=tree.course).count()) == (before, len(tree.lessons))


@pytest.mark.covers("req-C2")
def test_deeper_than_fifty_is_refused_by_the_operations(tree):
    last = deepest(tree)
    assert last.chapter_level == DEEPEST_CHAPTER
    assert add_lesson(last, title="Down here", actor=tree.owner).pk
    with pytest.raises(TooDeep, match="50 levels"):
        add_chapter(last, title="Too far", actor=tree.owner)


def test_deeper_than_fifty_is_refused_by_editor_and_content_api(tree):
    last = deepest(tree)
    client = signed_in(tree.owner)
    response = client.get(f"/admin/pages/add/courses/chapterpage/{last.pk}/", follow=True)
    assert "50 levels deep" in response.content.decode()
    other = add_chapter(tree.page, title="Other", actor=tree.owner)
    response = client.post(f"/admin/pages/{other.pk}/move/{last.pk}/confirm/", follow=True)
    assert "50 levels deep" in response.content.decode()
    api = Client(headers={"Authorization": f"Bearer {token_of(tree.owner)}"})
    body = {"meta": {"type": "courses.ChapterPage", "parent_id": last.pk}, "title": "Too far"}
    response = api.post("/content-api/v3/pages/", body, content_type="application/json")
    assert response.status_code == 409
    assert "50 levels deep" in response.json()["detail"]
    assert not ChapterPage.objects.child_of(last).exists()


def test_copies_have_identities_of_their_own(tree, administrator):
    copied = tree.page.copy(recursive=True, user=tree.owner)
    lessons = LessonPage.objects.descendant_of(copied)
    assert copied.course_id != tree.course.pk
    assert copied.course.owner == tree.owner
    assert {lesson.lesson.course_id for lesson in lessons} == {copied.course_id}
    assert not {lesson.lesson_id for lesson in lessons} & {lesson.lesson_id for lesson in tree.lessons}
    for lesson in lessons:
        assert lesson.get_latest_revision_as_object().lesson_id == lesson.lesson_id
    once_more = tree.lessons[0].copy(user=tree.owner, update_attrs={"title": "Again", "slug": "again"})
    assert once_more.lesson_id != tree.lessons[0].lesson_id
    assert once_more.slug.startswith("lesson-")
    assert_healthy()


def test_lessons_stay_in_their_course(tree):
    other = course_tree(tree.owner)
    with pytest.raises(LessonStaysInItsCourse):
        tree.lessons[0].move(other.chapters[0], pos="last-child")
    response = signed_in(tree.owner).post(
        f"/admin/pages/{tree.lessons[0].pk}/move/{other.chapters[0].pk}/confirm/", follow=True
    )
    assert "stays in its course" in response.content.decode()
    assert LessonPage.objects.get(pk=tree.lessons[0].pk).get_parent().specific == tree.chapters[0]


def test_a_form_without_its_fields_is_a_bad_request(tree):
    response = signed_in(tree.owner).post(f"/admin/pages/{tree.lessons[0].pk}/edit/", {"title": "Half a form"})
    assert response.status_code == 400


def test_course_pages_have_no_aliases(tree):
    with pytest.raises(CoursePagesHaveNoAlias):
        tree.lessons[0].create_alias()


def test_an_editor_made_course_has_its_identity():
    producer = UserFactory(roles=[Role.PRODUCER])
    client = signed_in(producer)
    data = {"title": "By hand", "language": "en", "price_currency": "EUR", "comments-TOTAL_FORMS": "0"}
    data |= {"comments-INITIAL_FORMS": "0", "outcomes-count": "0", "requirements-count": "0"}
    data |= {"certificate-count": "0"}
    index = CourseIndexPage.the_one()
    response = client.post(f"/admin/pages/add/courses/coursepage/{index.pk}/", data)
    assert response.status_code == 302
    page = CoursePage.objects.get(title="By hand")
    assert page.course.owner == producer
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


class TestDraftsForEver:
    @pytest.fixture(params=["course", "chapter", "lesson"])
    def page(self, request, tree):
        return {"course": tree.page, "chapter": tree.chapters[0], "lesson": tree.lessons[0]}[request.param]

    @staticmethod
    def is_draft(page):
        return not Page.objects.get(pk=page.pk).live

    def test_models_refuse(self, page):
        page = type(page).objects.get(pk=page.pk)
        with pytest.raises(CoursePagesAreDrafts):
            page.latest_revision.publish()
        page.live = True
        page.go_live_at = clock.now()
        page.save()
        assert self.is_draft(page)
        assert Page.objects.get(pk=page.pk).go_live_at is None

    def test_the_database_refuses(self, page):
        for change in ({"live": True}, {"go_live_at": clock.now()}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Page.objects.filter(pk=page.pk).update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=clock.now())

    def test_editor_bulk_action_and_content_api_refuse_administrators_too(self, page, administrator):
        client = signed_in(administrator)
        counts = {f"{name}-count": "0" for name in ("content", "resources", "outcomes", "requirements")}
        counts |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "lesson_type": "mixed", "language": "en"}
        fields = {**counts, "title": page.title, "action-publish": "1", "go_live_at": "2020-01-01 00:00"}
        client.post(f"/admin/pages/{page.pk}/edit/", fields)
        client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": "on"})
        client.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
        api = Client(headers={"Authorization": f"Bearer {token_of(administrator)}"})
        response = api.post(f"/content-api/v3/pages/{page.pk}/actions/publish/")
        assert response.status_code in {403, 409}
        body = {"meta": {"type": page._meta.label, "action": "publish"}, "title": "Out"}
        response = api.patch(f"/content-api/v3/pages/{page.pk}/", body, content_type="application/json")
        assert response.status_code in {403, 409}
        assert self.is_draft(page)

    def test_scheduled_publishing_finds_nothing(self, page, administrator):
        page.go_live_at = clock.now()
        page.save_revision(user=administrator, approved_go_live_at=clock.now())
        call_command("publish_scheduled")
        assert self.is_draft(page)
