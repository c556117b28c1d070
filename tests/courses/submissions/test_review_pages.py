"""The pages of a review, through the admin as reviewer and author."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.enums import Role
from content.blocks import MediaLookup, References
from courses.enums import Availability, ChecklistVerdict, PublicationState, SubmissionState
from courses.models import ChecklistItem
from courses.operations.prices import propose_course_price
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, ask_for_changes, submit_course
from courses.views.review.media import ReviewMedia
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.media import ImageFactory, ready_sound, streamed_film
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


def test_a_second_try_is_shown_against_the_first_while_nothing_is_live(client, reviewer):
    tree, first = submitted_course()
    ask_for_changes(first, actor=reviewer, comment="Say which foot.")
    lesson = tree.lessons[0]
    draft = lesson.get_latest_revision_as_object()
    draft.content = text("The left foot")
    draft.save_revision()
    second = submit_course(tree.course, actor=tree.owner)
    client.force_login(reviewer)
    page = client.get(reverse("review_submission", args=[second.public_id])).content.decode()
    assert "This is the first version" not in page
    assert "No version is live yet" in page
    assert "Say which foot." in page
    assert "1 page reads differently" in page
    assert "<dd>English</dd>" in page
    detail = client.get(reverse("review_page", args=[second.public_id, lesson.pk])).content.decode()
    assert "What reads differently from version 1" in detail


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


def test_keys_that_the_editor_gives_its_paragraphs_are_no_change(client, reviewer):
    published = published_course()
    only_saved, reworded = published.tree.lessons[:2]
    for lesson in (only_saved, reworded):
        draft = lesson.get_latest_revision_as_object()
        blocks = [dict(block) for block in draft.content.raw_data]
        for block in blocks:
            block["value"] = block["value"].replace("<p>", '<p data-block-key="l38ci">')
        draft.content = json.dumps(blocks)
        draft.summary = "Other words" if lesson is reworded else draft.summary
        draft.save_revision()
    only_saved.refresh_from_db()
    assert "data-block-key" in only_saved.get_latest_revision_as_object().content.raw_data[0]["value"]
    again = submit_course(published.course, actor=published.tree.owner)
    client.force_login(reviewer)
    page = client.get(reverse("review_submission", args=[again.public_id])).content.decode()
    assert "1 page reads differently" in page
    assert '<span class="review-mark review-mark--changed">Summary</span>' in page
    untouched = client.get(reverse("review_page", args=[again.public_id, only_saved.pk])).content.decode()
    assert "What reads differently" not in untouched


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


def test_media_of_a_submission_open_to_who_may_read_it_alone(client, reviewer):
    _, submission = submitted_course()
    _, other = submitted_course()
    client.force_login(reviewer)
    page = client.get(reverse("review_submission", args=[submission.public_id])).content.decode()
    address = re.search(rf"/admin/review/submissions/{submission.public_id}/media/[^\"]+", page)[0]
    sent = client.get(address)
    assert sent.status_code == 302
    assert b"".join(client.get(sent["Location"]).streaming_content).startswith(b"\x89PNG")
    assert client.get(address.replace(str(submission.public_id), str(other.public_id))).status_code == 404
    assert client.get(address[:-3] + "x/").status_code == 404
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    assert client.get(address).status_code == 404
    client.force_login(reviewer)
    ImageFactory._meta.model.objects.all().delete()
    assert client.get(address).status_code == 404


def test_a_film_of_a_submission_is_shown_as_it_was_uploaded(client, reviewer):
    """Each piece of a stream asks for a learner's access, which a reviewer does not have."""
    film = streamed_film(poster=ImageFactory())
    _, submission = submitted_course()
    found = MediaLookup(References(videos={film.pk}))
    assert found.video(film.pk)["stream_url"] == f"/api/v1/media/{film.public_id}/stream.m3u8"
    shown = ReviewMedia(found, submission).video(film.pk)
    assert (shown["stream_url"], shown["thumbnails"], shown["poster"]) == (None, None, None)
    client.force_login(reviewer)
    assert client.get(client.get(shown["url"])["Location"]).status_code == 200


def test_a_sound_of_a_submission_is_heard_as_it_was_uploaded(client, reviewer):
    sound = ready_sound()
    _, submission = submitted_course()
    found = MediaLookup(References(documents={sound.pk}))
    assert found.sound_rendition(sound.pk)["url"] == f"/api/v1/media/{sound.public_id}/sound.m4a"
    shown = ReviewMedia(found, submission)
    assert shown.sound_rendition(sound.pk) is None
    client.force_login(reviewer)
    assert client.get(client.get(shown.document(sound.pk)["url"])["Location"]).status_code == 200


def test_the_queue_shows_what_was_decided_too(client, reviewer):
    tree, submission = submitted_course(UserFactory(roles=[Role.PRODUCER, Role.REVIEWER]))
    client.force_login(tree.owner)
    assert "Your own: another reviewer decides" in client.get(reverse("review_queue")).content.decode()
    client.force_login(reviewer)
    client.post(reverse("review_reject", args=[submission.public_id]), {"comment": "Not like this."})
    assert tree.course.title not in client.get(reverse("review_queue")).content.decode()
    assert tree.course.title in client.get(reverse("review_queue"), {"state": "rejected"}).content.decode()
    read = client.get(reverse("review_submission", args=[submission.public_id])).content.decode()
    assert "Not like this." in read


def test_approval_at_a_moment_to_come(client, reviewer):
    tree, submission = submitted_course()
    client.force_login(reviewer)
    address = reverse("review_approve", args=[submission.public_id])
    for wrong in ("soon", "2020-01-01T10:00"):
        client.post(address, {"publish_at": wrong})
        submission.refresh_from_db()
        assert submission.state == SubmissionState.SUBMITTED
    client.post(address, {"publish_at": "2099-01-01T10:00"})
    run = tree.course.publications.get()
    assert run.scheduled_for.year == 2099
    client.force_login(tree.owner)
    status = reverse("course_review", args=[tree.course.public_id])
    assert "will be published on 1 January 2099" in client.get(status).content.decode()
    client.post(reverse("course_cancel_run", args=[tree.course.public_id, run.public_id]))
    run.refresh_from_db()
    assert run.state == PublicationState.CANCELLED


def test_author_mends_what_was_asked_for(client, reviewer):
    tree, submission = submitted_course()
    client.force_login(reviewer)
    lesson = tree.lessons[0]
    client.post(reverse("review_comment", args=[submission.public_id]), {"page_id": lesson.pk, "text": "Which foot?"})
    client.post(reverse("review_comment", args=[submission.public_id]), {"text": ""})
    client.post(reverse("review_ask_for_changes", args=[submission.public_id]), {"comment": "See lesson 1."})
    client.force_login(tree.owner)
    status = reverse("course_review", args=[tree.course.public_id])
    page = client.get(status).content.decode()
    assert "See lesson 1." in page
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in page
    remark = submission.comments.get()
    settle = reverse("review_settle_comment", args=[remark.public_id])
    assert client.post(settle, {"from": "course"})["Location"] == status
    remark.refresh_from_db()
    assert remark.resolved_by == tree.owner
    client.force_login(reviewer)
    client.post(settle, {"reopen": "1"})
    remark.refresh_from_db()
    assert remark.resolved_at is None
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    assert client.post(settle).status_code == 404


def test_versions_are_compared_brought_back_and_closed(client):
    published = published_course()
    course, owner = published.course, published.tree.owner
    again = submit_course(course, actor=owner)
    approve(again, actor=published.reviewer)
    client.force_login(owner)
    status = reverse("course_review", args=[course.public_id])
    assert client.get(status)["Refresh"]
    publish_submission(again.pk)
    assert "Refresh" not in client.get(status)
    compare = reverse("course_compare", args=[course.public_id])
    chosen = {"old": str(again.public_id), "new": str(published.submission.public_id)}
    assert client.get(compare, chosen)["Location"] == reverse(
        "review_compare", args=[again.public_id, published.submission.public_id]
    )
    assert client.get(compare, {"old": "x", "new": "y"}).status_code == 404
    client.post(reverse("course_roll_back", args=[course.public_id, published.submission.public_id]))
    publish_submission(published.submission.pk)
    course.refresh_from_db()
    assert course.published_submission == published.submission
    assert client.post(reverse("course_roll_back", args=[course.public_id, course.public_id])).status_code == 404
    client.post(reverse("course_withdraw", args=[course.public_id]))
    client.post(reverse("course_archive", args=[course.public_id]))
    course.refresh_from_db()
    assert course.availability == Availability.ARCHIVED
    client.post(reverse("course_restore", args=[course.public_id]))
    course.refresh_from_db()
    assert course.availability == Availability.PUBLISHED


def test_administrator_settles_the_price_and_withdraws(client):
    published = published_course(price_minor=4900)
    course = published.course
    price = propose_course_price(course, amount_minor=5900, currency="EUR", actor=published.tree.owner)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(administrator)
    assert "€59.00" in client.get(reverse("course_review", args=[course.public_id])).content.decode()
    settle = reverse("course_settle_price", args=[course.public_id, price.public_id])
    client.post(settle)
    course.figures.refresh_from_db()
    assert course.figures.price_minor == 5900
    assert client.post(reverse("course_settle_price", args=[course.public_id, course.public_id])).status_code == 404
    client.post(reverse("course_withdraw", args=[course.public_id]), {"reason": "A complaint"})
    course.refresh_from_db()
    assert course.availability == Availability.WITHDRAWN
    run = course.publications.get()
    run.state = PublicationState.FAILED
    run.save()
    client.post(reverse("course_try_run_again", args=[course.public_id, run.public_id]))
    run.refresh_from_db()
    assert run.state == PublicationState.WAITING
    assert client.post(reverse("course_try_run_again", args=[course.public_id, course.public_id])).status_code == 404


def test_pages_that_are_not_there(client, reviewer):
    _, submission = submitted_course()
    client.force_login(reviewer)
    assert client.get(reverse("review_page", args=[submission.public_id, 1])).status_code == 404
    assert client.get(reverse("review_submission", args=[submission.course.public_id])).status_code == 404
    other = submission.course.public_id
    assert client.get(reverse("review_compare", args=[submission.public_id, other])).status_code == 404


def test_saving_with_the_menu_item_leads_to_the_question(client):
    tree = ready_course()
    client.force_login(tree.owner)
    lesson = tree.lessons[0]
    form = nested_form_data(
        {
            "title": "Lesson one, saved",
            "summary": "",
            "content": streamfield([("rich_text", rich_text("<p>Saved words</p>"))]),
            "resources": streamfield([]),
            "lesson_type": "mixed",
            "estimated_minutes": "",
            "comments": inline_formset([]),
            "action-submit-course": "Submit course for review",
        }
    )
    sent = client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert sent["Location"] == reverse("course_submit", args=[tree.course.public_id])
    lesson.refresh_from_db()
    assert lesson.get_latest_revision_as_object().title == "Lesson one, saved"
