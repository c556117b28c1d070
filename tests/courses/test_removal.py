"""Removing: what was ever published is hidden and comes back, the rest is deleted, through every door alike."""

import pytest
from django.test import Client
from wagtail.models import Page

from courses.errors import CourseHasAPast, PublishedPagesStay
from courses.models import Course, Lesson, LessonPage
from courses.operations.removal import remove_page, restore_page
from kit import clock
from tests.courses.isolation.world import token_of
from tests.factories.courses import course_tree

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B1")]


@pytest.fixture
def tree():
    return course_tree()


@pytest.fixture
def published(tree):
    """The tree, with its first lesson published once."""
    lesson = tree.lessons[0]
    LessonPage.objects.filter(pk=lesson.pk).update(was_published=True)
    Lesson.objects.filter(pk=lesson.lesson_id).update(first_published_at=clock.now())
    return tree


def by_operation(page, person):
    remove_page(page, actor=person)


def by_page_view(page, person):
    client = Client()
    client.force_login(person)
    assert client.get(f"/admin/pages/{page.pk}/delete/").status_code == 200
    assert client.post(f"/admin/pages/{page.pk}/delete/").status_code == 302


def by_bulk_action(page, person):
    client = Client()
    client.force_login(person)
    assert client.post(f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}").status_code == 302


def by_content_api(page, person):
    api = Client(headers={"Authorization": f"Bearer {token_of(person)}"})
    assert api.delete(f"/content-api/v3/pages/{page.pk}/").status_code == 204


@pytest.fixture(params=[by_operation, by_page_view, by_bulk_action, by_content_api])
def remove(request):
    return request.param


def is_healthy():
    return all(not found for found in Page.find_problems())


def test_what_was_never_published_is_deleted_with_its_identity(tree, remove):
    lesson = tree.lessons[0]
    remove(lesson, tree.owner)
    assert not Page.objects.filter(pk=lesson.pk).exists()
    assert not Lesson.objects.filter(pk=lesson.lesson_id).exists()
    assert is_healthy()


def test_a_chapter_goes_with_all_its_lessons(tree, remove):
    remove(tree.chapters[0], tree.owner)
    assert LessonPage.objects.descendant_of(tree.page).count() == 3
    assert Lesson.objects.filter(course=tree.course).count() == 3
    assert is_healthy()


def test_what_was_published_is_hidden_and_comes_back(published, remove):
    lesson = published.lessons[0]
    remove(lesson, published.owner)
    lesson.refresh_from_db()
    assert lesson.removed_at is not None
    restore_page(lesson, actor=published.owner)
    lesson.refresh_from_db()
    assert lesson.removed_at is None


def test_a_chapter_over_something_published_is_hidden_whole(published, remove):
    chapter = published.chapters[0]
    remove(chapter, published.owner)
    chapter.refresh_from_db()
    assert chapter.removed_at is not None
    assert LessonPage.objects.descendant_of(chapter).count() == 2


def test_bulk_removal_is_all_or_nothing(tree):
    Course.objects.filter(pk=tree.course.pk).update(first_published_at=clock.now())
    client = Client()
    client.force_login(tree.owner)
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={tree.lessons[0].pk}&id={tree.page.pk}")
    assert Page.objects.filter(pk=tree.lessons[0].pk).exists()


def test_deleting_behind_the_operations_is_refused(published):
    with pytest.raises(PublishedPagesStay):
        LessonPage.objects.get(pk=published.lessons[0].pk).delete()


def test_a_course_that_never_was_anything_can_go(tree, remove):
    remove(tree.page, tree.owner)
    assert not Course.objects.filter(pk=tree.course.pk).exists()
    assert is_healthy()


def test_a_course_with_a_past_stays(tree):
    Course.objects.filter(pk=tree.course.pk).update(first_published_at=clock.now())
    with pytest.raises(CourseHasAPast):
        remove_page(tree.page, actor=tree.owner)
    client = Client()
    client.force_login(tree.owner)
    response = client.get(f"/admin/pages/{tree.page.pk}/delete/", follow=True)
    assert "cannot be deleted" in response.content.decode()
    assert Page.objects.filter(pk=tree.page.pk).exists()


def test_restoring_is_for_those_who_write_the_course(published):
    lesson, stranger = published.lessons[0], course_tree().owner
    remove_page(lesson, actor=published.owner)
    client = Client()
    client.force_login(stranger)
    assert client.post(f"/admin/courses/pages/{lesson.pk}/restore/").status_code == 404
    client.force_login(published.owner)
    assert client.get(f"/admin/courses/pages/{lesson.pk}/restore/").status_code == 200
    client.post(f"/admin/courses/pages/{lesson.pk}/restore/")
    lesson.refresh_from_db()
    assert lesson.removed_at is None
