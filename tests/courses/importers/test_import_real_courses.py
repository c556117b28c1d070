"""Both real courses become drafts."""

import pytest

from accounts.enums import Role
from courses.importers.bring_in import bring_in
from courses.models import ImportedProblem, LessonPage
from tests.courses.importers.real import DEMO_COURSE, MUSIC_THEORY, needs_demo_course, needs_music_theory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@needs_music_theory
@pytest.mark.covers("req-B11")
def test_markdown_book_becomes_a_draft():
    producer = UserFactory(roles=[Role.PRODUCER])
    found = bring_in(MUSIC_THEORY, producer, actor=producer)
    page = found.loaded.page
    assert LessonPage.objects.descendant_of(page).count() == 104
    assert len(page.get_children()) == 9
    again = bring_in(MUSIC_THEORY, producer, actor=producer)
    assert again.loaded.page.pk == page.pk
    assert LessonPage.objects.descendant_of(page).count() == 104


@needs_demo_course
@pytest.mark.covers("req-B11")
def test_open_edx_course_becomes_a_draft():
    producer = UserFactory(roles=[Role.PRODUCER])
    found = bring_in(DEMO_COURSE, producer, actor=producer)
    assert LessonPage.objects.descendant_of(found.loaded.page).count() == 73
    assert ImportedProblem.objects.count() == 38
