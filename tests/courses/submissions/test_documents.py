"""Stored documents equal rebuilt ones; what they show elsewhere is followed; comparing is exact."""

import json
import random

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from courses.documents.changes import Mark, changed_fields, changes_between, compare_texts
from courses.documents.frozen import FrozenPage, frozen_pages
from courses.documents.outline import outlines_of
from courses.documents.search import trigrams_of, words_of
from courses.enums import AuthorState, NodeKind
from courses.models import (
    Course,
    CourseAuthor,
    CourseDocument,
    FrozenContent,
    LessonDocument,
    LessonPage,
)
from courses.operations.publication import archive_course, publish_submission
from courses.operations.rebuilding import differences_of, rebuild
from courses.operations.removal import remove_page
from courses.operations.submissions import approve, submit_course
from courses.operations.tree import Sketch, add_many
from kit.invariants import violations
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.media import ImageFactory
from tests.factories.submissions import published_course, ready_course

lessons = st.builds(
    lambda title, words, is_preview: Sketch(
        NodeKind.LESSON, title, {"content": text(words), "is_preview": is_preview, "estimated_minutes": len(words)}
    ),
    st.sampled_from(["Plié", "Ton — halten", "A < B & C"]),
    st.sampled_from(["one", "two words", "¿tres?"]),
    st.booleans(),
)
sketches = st.recursive(
    lessons,
    lambda below: st.builds(
        lambda children: Sketch(NodeKind.CHAPTER, "Part", children=children), st.lists(below, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.django_db
@pytest.mark.covers("fault-R6")
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(first=st.lists(sketches, min_size=1, max_size=3), later=st.lists(sketches, max_size=2), seed=st.integers(0, 99))
def test_stored_documents_equal_rebuilt_ones_whatever_was_published(first, later, seed):
    chance = random.Random(seed)
    tree = ready_course()
    reviewer = UserFactory(roles=[Role.REVIEWER])
    for wave in (first, later):
        add_many(tree.page, wave, actor=tree.owner)
        pages = list(LessonPage.objects.descendant_of(tree.page).order_by("path"))
        moved = chance.choice(pages)
        moved.move(chance.choice(tree.chapters), pos="first-child", user=tree.owner)
        reworded = LessonPage.objects.get(pk=chance.choice(pages).pk).get_latest_revision_as_object()
        reworded.title = f"Lesson {seed}"
        reworded.save_revision()
        submission = submit_course(tree.course, actor=tree.owner)
        approve(submission, actor=reviewer)
        publish_submission(submission.pk)
        assert not differences_of(tree.course)
        _documents_say_the_same(tree.course, submission)
    assert not list(violations())


def _documents_say_the_same(course, submission):
    """Outline and lesson documents agree on order, numbers and neighbours; nothing else is live."""
    outline = json.loads(CourseDocument.objects.live().get(course=course).outline)
    listed = list(_lessons_of(outline["entries"]))
    bodies = [
        json.loads(body)
        for body in LessonDocument.objects.live()
        .filter(course=course)
        .order_by("position")
        .values_list("body", flat=True)
    ]
    assert [(entry["id"], entry["number"], entry["access"]) for entry in listed] == [
        (body["id"], body["number"], body["access"]) for body in bodies
    ]
    assert [body["next"] and body["next"]["id"] for body in bodies] == [*[body["id"] for body in bodies][1:], None]
    assert outline["lesson_count"] == len(bodies) == submission.nodes.filter(kind=NodeKind.LESSON).count()
    assert outline["duration_minutes"] == sum(body["duration_minutes"] for body in bodies)


def _lessons_of(entries):
    for entry in entries:
        if entry["kind"] == "lesson":
            yield entry
        else:
            yield from _lessons_of(entry["entries"])


@pytest.mark.django_db
def test_a_flat_course_has_plain_numbers():
    tree = ready_course()
    for chapter in tree.chapters:
        type(chapter).objects.get(pk=chapter.pk).delete()
    submission = submit_course(tree.course, actor=tree.owner)
    (outline,) = outlines_of(frozen_pages(submission))
    assert [lesson.number for lesson in outline.lessons] == ["1"]
    assert outline.lessons[0].parent is None


@pytest.mark.django_db
def test_links_between_lessons_lead_to_lessons_and_lost_ones_to_nothing():
    tree = ready_course()
    target = tree.lessons[1]
    other = published_course()
    foreign = other.tree.lessons[0]
    draft = tree.lessons[0].get_latest_revision_as_object()
    draft.content = text(
        f'See <a linktype="page" id="{target.pk}">the next</a>, <a linktype="page" id="{foreign.pk}">a foreign</a>'
        ' and <a linktype="page" id="999999">a lost</a> one.'
    )
    draft.save_revision()
    submission = submit_course(tree.course, actor=tree.owner)
    approve(submission, actor=other.reviewer)
    publish_submission(submission.pk)
    body = LessonDocument.objects.live().get(lesson=tree.lessons[0].lesson_id).body
    html = json.loads(body)["blocks"][0]["value"]["html"]
    assert f"/lessons/{target.lesson.public_id}" in html
    assert html.count("<a ") == 1
    assert "a foreign" in html
    assert str(target.pk) not in html.replace(str(target.lesson.public_id), "")


@pytest.mark.django_db
def test_a_link_follows_when_its_target_leaves_the_course():
    tree = ready_course()
    reviewer = UserFactory(roles=[Role.REVIEWER])
    target = tree.lessons[1]
    draft = tree.lessons[4].get_latest_revision_as_object()
    draft.content = text(f'See <a linktype="page" id="{target.pk}">there</a>.')
    draft.save_revision()
    for gone in (False, True):
        if gone:
            remove_page(LessonPage.objects.get(pk=target.pk), actor=tree.owner)
        submission = submit_course(tree.course, actor=tree.owner)
        approve(submission, actor=reviewer)
        publish_submission(submission.pk)
        body = LessonDocument.objects.live().get(lesson=tree.lessons[4].lesson_id).body
        assert ("<a " in body) is not gone
        assert not differences_of(tree.course)


@pytest.mark.django_db
def test_a_visitor_is_told_nothing_personal():
    published = published_course()
    texts = [
        *CourseDocument.objects.live().values_list("card", "body", "outline").get(course=published.course),
        *LessonDocument.objects.live().filter(course=published.course).values_list("body", flat=True),
    ]
    for said in texts:
        assert published.tree.owner.email not in said
        assert '"pk"' not in said


@pytest.mark.django_db
def test_what_changes_elsewhere_reaches_the_documents(run_jobs):
    picture = ImageFactory(title="Before")
    published = published_course(thumbnail=picture)
    course = published.course
    document = CourseDocument.objects.live().get(course=course)
    document.category.name = "Ballroom"
    document.category.save()
    published.tree.owner.display_name = "Ginger"
    published.tree.owner.save(update_fields=["display_name"])
    document.level.name = "First steps"
    document.level.save()
    helper = UserFactory(display_name="Fred")
    CourseAuthor.objects.create(course=course, person=helper, state=AuthorState.ACCEPTED)
    picture.title = "After"
    picture.save()
    course = Course.objects.get(pk=course.pk)
    course.slug = "another-address"
    course.save(update_fields=["slug"])
    assert differences_of(course)
    run_jobs()
    assert not differences_of(course)
    body = json.loads(CourseDocument.objects.live().get(course=course).body)
    assert (body["producer"]["name"], body["category"]["name"], body["slug"]) == (
        "Ginger", "Ballroom", "another-address",
    )  # fmt: skip
    assert body["level"]["name"] == "First steps"
    assert body["thumbnail"]["title"] == "After"
    assert [author["name"] for author in body["co_authors"]] == ["Fred"]


@pytest.mark.django_db
def test_a_course_to_take_first_is_named_while_it_is_published(run_jobs):
    first = published_course(title="Salsa one")
    tree = ready_course(title="Salsa two")
    tree.page.prerequisites.add(first.course)
    submission = submit_course(tree.course, actor=tree.owner)
    approve(submission, actor=first.reviewer)
    publish_submission(submission.pk)

    def named():
        return [
            one["title"]
            for one in json.loads(CourseDocument.objects.live().get(course=tree.course).body)["prerequisites"]
        ]

    assert named() == ["Salsa one"]
    archive_course(first.course, actor=first.tree.owner)
    run_jobs()
    assert named() == []


@pytest.mark.django_db
def test_the_commands_find_and_mend_what_was_tampered_with(capsys):
    published = published_course()
    call_command("rebuild_documents", "--check")
    call_command("verify_invariants")
    lesson = LessonDocument.objects.live().filter(course=published.course).first()
    LessonDocument.objects.filter(pk=lesson.pk).update(body="{}")
    CourseDocument.objects.filter(course=published.course).update(title="Other")
    with pytest.raises(CommandError):
        call_command("rebuild_documents", "--check")
    with pytest.raises(CommandError):
        call_command("verify_invariants", "stored_documents_equal_rebuilt_ones")
    with pytest.raises(CommandError, match="Unknown"):
        call_command("verify_invariants", "nothing_of_the_kind")
    with pytest.raises(CommandError, match="Never published"):
        call_command("rebuild_documents", "no-such-course")
    call_command("rebuild_documents", published.course.slug)
    assert "1 course documents and 1 lesson documents differ" in capsys.readouterr().out
    lesson.refresh_from_db()
    assert lesson.body != "{}"
    call_command("verify_invariants")


@pytest.mark.django_db
def test_each_invariant_is_seen_to_break():
    published = published_course(price_minor=4900)
    course = published.course
    FrozenContent.objects.filter(pk=published.submission.nodes.first().content_id).update(content={"title": "Else"})
    course.figures.price_minor = 1
    course.figures.save()
    Course.objects.filter(pk=course.pk).update(availability="withdrawn")
    assert {violation.invariant for violation in violations()} == {
        "frozen_texts_are_what_was_handed_in",
        "only_published_and_archived_courses_have_live_documents",
        "prices_shown_are_prices_held",
        "stored_documents_equal_rebuilt_ones",
    }


@pytest.mark.django_db
def test_rebuilding_puts_back_what_is_missing_and_hides_what_should_not_be():
    published = published_course()
    one, two = LessonDocument.objects.live().filter(course=published.course).order_by("position")[:2]
    LessonDocument.objects.filter(pk=one.pk).delete()
    stranger = published_course().tree.lessons[0].lesson_id
    LessonDocument.objects.filter(pk=two.pk).update(lesson=stranger, language="xx")
    rebuild(published.course)
    assert not differences_of(published.course)


def test_trigrams_are_padded_pieces_of_plain_words():
    assert words_of("Élan vital! (2)") == ["elan", "vital", "2"]
    assert trigrams_of("Élan", "elan") == ["  e", " el", "an ", "ela", "lan"]
    assert trigrams_of("") == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_holds_both_texts(before, after):
    pieces = compare_texts(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.REMOVED) == after
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.ADDED).split() == before.split()


@pytest.mark.parametrize(
    ("brought_in", "saved"),
    [
        ("<p>One</p>\n<ul>\n<li>Two</li>\n</ul>", '<p data-block-key="l38ci">One</p><ul><li>Two</li></ul>'),
        ('[{"value": "<p>One</p>\\n<p>Two</p>"}]', '[{"value": "<p data-block-key=\\"a1\\">One</p><p>Two</p>"}]'),
    ],
)
def test_what_the_editor_does_to_paragraphs_is_no_change(brought_in, saved):
    old, new, other = (
        FrozenPage(page_id=1, parent_page_id=None, position=0, kind="course", sha=text, content={"description": text})
        for text in (brought_in, saved, saved.replace("Two", "<b>Two</b> <i>three</i>"))
    )
    assert changes_between([old], [new]) == []
    assert changed_fields(new, other) == ["Description"]


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)))
def test_moves_are_the_fewest_that_explain_the_order(order, missing_before, missing_after):
    def course_of(keys):
        root = FrozenPage(page_id=100, parent_page_id=None, position=0, kind="course")
        return [
            root,
            *(
                FrozenPage(page_id=key, parent_page_id=100, position=at, kind="lesson", lesson_id=key)
                for at, key in enumerate(keys, start=1)
            ),
        ]

    old = [key for key in range(7) if key not in missing_before]
    new = [key for key in order if key not in missing_after]
    changes = {change.page_id: change for change in changes_between(course_of(old), course_of(new))}
    moved = {key for key, change in changes.items() if change.is_moved}
    assert {key for key, change in changes.items() if change.is_added} == set(new) - set(old)
    assert {key for key, change in changes.items() if change.is_removed} == set(old) - set(new)
    assert [key for key in old if key in new and key not in moved] == [
        key for key in new if key in old and key not in moved
    ]
    if [key for key in old if key in new] == [key for key in new if key in old]:
        assert not moved
