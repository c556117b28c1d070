"""The pages of a review, through the admin as reviewer and author."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from courses.enums import ChecklistVerdict, SubmissionState
from courses.models import ChecklistItem
from courses.operations.submissions import submit_course
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.submissions import published_course, ready_course, submitted_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return UserFactory(roles=[Role.REVIEWER])


def test_reviewer_reads_comments_and_approves(client, reviewer, django_capture_on_commit_callbacks):
    item = ChecklistItem.objects.create(question="Does the picture show the course?")
    tree, submission = submitted_course()
    client.force_login(reviewer)
    queue = client.get(reverse("review_queue"))
    assert tree.course.title in queue.content.decode()
    page = client.get(reverse("review_submission", args=[submission.public_id])).content.decode()
    assert "This is the first version" in page
    assert item.question in page
    lesson = tree.lessons[0]
    address = reverse("review_page", args=[submission.public_id, lesson.pk])
    assert "words of lesson 1" in client.get(address).content.decode()
    said = client.post(
        reverse("review_comment", args=[submission.public_id]), {"page_id": lesson.pk, "text": "Say which foot."}
    )
    assert said.status_code == 302
    assert "Say which foot." in client.get(address).content.decode()
    approve = reverse("review_approve", args=[submission.public_id])
    assert "still open" in client.post(approve, follow=True).content.decode()
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED
    client.post(
        reverse("review_checklist", args=[submission.public_id]), {f"verdict-{item.pk}": ChecklistVerdict.MET.value}
    )
    client.post(approve)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.APPROVED


def test_changes_are_shown_in_words(client, reviewer):
    published = published_course()
    lesson = published.tree.lessons[0]
    draft = lesson.get_latest_revision_as_object()
    draft.title = "Lesson one, again"
    draft.content = text("Quite other words")
    draft.save_revision()
    again = submit_course(published.course, actor=published.tree.owner)
    client.force_login(reviewer)
    page = client.get(reverse("review_submission", args=[again.public_id])).content.decode()
    assert "1 page reads differently" in page
    detail = client.get(reverse("review_page", args=[again.public_id, lesson.pk])).content.decode()
    assert "<ins>Quite other " in detail
    compare = reverse("review_compare", args=[again.public_id, published.submission.public_id])
    assert "Lesson one, again" in client.get(compare).content.decode()
    assert "<ins>" in client.get(compare, {"page": lesson.pk}).content.decode()


def test_author_sees_what_is_missing_then_sends(client):
    tree = ready_course(summary="")
    client.force_login(tree.owner)
    address = reverse("course_submit", args=[tree.course.public_id])
    assert "The promise is missing" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    draft = tree.page.get_latest_revision_as_object()
    draft.summary = "One line"
    draft.save_revision()
    assert "Everything needed is there" in client.get(address).content.decode()
    assert client.post(address, {"note": "First one"}).status_code == 302
    status = client.get(reverse("course_review", args=[tree.course.public_id])).content.decode()
    assert "Version 1 is in review" in status


def test_the_menu_item_saves_and_goes_on(client):
    tree = ready_course()
    client.force_login(tree.owner)
    lesson = tree.lessons[0]
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "Submit course for review" in client.get(edit).content.decode()


def test_others_find_nothing(client, reviewer):
    tree, submission = submitted_course()
    stranger = UserFactory(roles=[Role.PRODUCER])
    client.force_login(stranger)
    for name, target in [
        ("review_submission", submission.public_id),
        ("course_review", tree.course.public_id),
        ("course_submit", tree.course.public_id),
    ]:
        assert client.get(reverse(name, args=[target])).status_code == 404
    assert client.get(reverse("review_queue")).status_code == 404
    for name in ("approve", "reject", "ask_for_changes", "withdraw", "comment", "checklist"):
        assert client.post(reverse(f"review_{name}", args=[submission.public_id]), {"text": "x"}).status_code == 404
