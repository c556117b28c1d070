"""Quizzes in the editor: written, changed, chosen and looked back at by those to whom they belong."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.documents import problems_of_quiz
from assessments.models import Quiz
from courses.errors import CourseNotReady
from courses.operations.authors import accept_invitation, invite_author, remove_author
from courses.operations.submissions import submit_course
from tests.factories.accounts import UserFactory
from tests.factories.asking import course_with_quiz, put_into, quiz_block
from tests.factories.media import ImageFactory
from tests.factories.quizzes import area, asks, hotspot, new_quiz, one_of_each, paper_of, pool, stored
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]


@pytest.fixture
def producer():
    return UserFactory(roles=[Role.PRODUCER])


def at(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, *args):
    return reverse(f"wagtailsnippets_assessments_quiz:{name}", args=args)


def in_form(value, prefix):
    """A stream, struct or list of stored values as the editor's form sends it."""
    found = {f"{prefix}-count": str(len(value))}
    for place, block in enumerate(value):
        at_place = f"{prefix}-{place}"
        found |= {f"{at_place}-deleted": "", f"{at_place}-order": str(place), f"{at_place}-id": block.get("id", "")}
        found |= {f"{at_place}-type": block["type"]} if block["type"] != "item" else {}
        found |= fields_in_form(block["value"], f"{at_place}-value")
    return found


def fields_in_form(value, prefix):
    if isinstance(value, dict):
        found = {}
        for name, inner in value.items():
            found |= fields_in_form(inner, f"{prefix}-{name}")
        return found
    if isinstance(value, list):
        return in_form(value, prefix)
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    if isinstance(value, str) and value.startswith("<p>"):
        text = value.removeprefix("<p>").removesuffix("</p>")
        block = {"key": "aaaaa", "text": text, "type": "unstyled", "depth": 0}
        block |= {"inlineStyleRanges": [], "entityRanges": []}
        return {prefix: json.dumps({"blocks": [block], "entityMap": {}})}
    return {prefix: "" if value is None else str(value)}


def form(questions, **fields):
    return {
        "title": "Intervals",
        "introduction": json.dumps({"blocks": [], "entityMap": {}}),
        "pass_percent": "70",
        "attempts_allowed": "3",
        "wait_minutes": "0",
        "time_limit_minutes": "",
        "answers_shown": "after_passing",
        **in_form(questions, "questions"),
        **fields,
    }


def test_a_producer_writes_a_quiz_of_every_kind_and_goes_back_to_an_earlier_version(producer):
    client = at(producer)
    drawn = [stored("true_false", number, is_true=True) for number in (30, 31)]
    picture = ImageFactory(uploaded_by_user=producer)
    questions = [*one_of_each(picture.pk), pool(1, 1, *drawn)]
    page = client.get(url("add")).content.decode()
    assert "assessments/draw_areas.js" in page
    assert reverse("wagtailimages:preview", args=[0, "max-1200x900"]) in page
    answer = client.post(url("add"), form(questions))
    assert answer.status_code == 302, answer.context["form"].errors
    quiz = Quiz.objects.get()
    assert (quiz.owner, quiz.title, quiz.pass_percent) == (producer, "Intervals", 70)
    written = quiz.questions.get_prep_value()
    assert [block["type"] for block in written] == [block["type"] for block in questions]
    assert [option["value"]["text"] for option in written[0]["value"]["options"]] == ["G major", "F major"]
    assert client.get(url("edit", quiz.pk)).status_code == 200
    client.post(url("edit", quiz.pk), form([stored("true_false", 40, is_true=True)], title="Fewer"))
    quiz.refresh_from_db()
    assert (quiz.title, len(quiz.questions), quiz.revisions.count()) == ("Fewer", 1, 2)
    history = client.get(url("history", quiz.pk)).content.decode()
    assert "Fewer" in history
    first = quiz.revisions.order_by("pk").first()
    assert "Intervals" in client.get(url("revisions_revert", quiz.pk, first.pk)).content.decode()
    assert client.get(url("revisions_compare", quiz.pk, "earliest", "latest")).status_code == 200
    listed = client.get(url("list")).content.decode()
    assert "Fewer" in listed


def test_what_is_wrong_is_said_and_nothing_is_saved(producer):
    answer = at(producer).post(url("add"), form([stored("gaps", 1, text="no gap", from_list=False, others=[])]))
    assert answer.status_code == 200
    assert "There is no gap" in answer.content.decode()
    assert not Quiz.objects.exists()


def test_others_know_nothing_of_it(producer):
    quiz = new_quiz(producer, title="Kept quiz")
    stranger = at(UserFactory(roles=[Role.PRODUCER]))
    for name in ("edit", "delete", "usage", "history"):
        assert stranger.get(url(name, quiz.pk)).status_code == 404, name
    assert stranger.post(url("edit", quiz.pk), form([])).status_code == 404
    assert "Kept quiz" not in stranger.get(url("list")).content.decode()
    chooser = "wagtailsnippetchoosers_assessments_quiz"
    assert "Kept quiz" not in stranger.get(reverse(f"{chooser}:choose")).content.decode()
    assert stranger.get(reverse(f"{chooser}:chosen", args=[quiz.pk])).status_code == 404
    assert "Kept quiz" in at(producer).get(reverse(f"{chooser}:choose")).content.decode()
    assert at(UserFactory()).get(url("list")).status_code in {302, 404}


def test_who_writes_the_course_too_changes_its_quizzes():
    made, quiz = course_with_quiz(title="Shared quiz")
    kept = new_quiz(made.tree.owner, title="In no lesson")
    friend = UserFactory(roles=[Role.PRODUCER])
    assert at(friend).get(url("edit", quiz.pk)).status_code == 404
    accept_invitation(invite_author(made.course, friend.email, actor=made.tree.owner), actor=friend)
    assert at(friend).get(url("edit", quiz.pk)).status_code == 200
    listed = at(friend).get(url("list")).content.decode()
    assert ("Shared quiz" in listed, "In no lesson" in listed) == (True, False)
    assert at(friend).get(url("edit", kept.pk)).status_code == 404
    # What the friend puts in is the owner's to change, and stays the friend's to delete.
    theirs = new_quiz(friend, title="The friend's")
    assert at(made.tree.owner).get(url("edit", theirs.pk)).status_code == 404
    put_into(made.tree.lessons[1], quiz_block(theirs))
    assert at(made.tree.owner).get(url("edit", theirs.pk)).status_code == 200
    at(made.tree.owner).post(url("delete", theirs.pk))
    assert Quiz.objects.filter(pk=theirs.pk).exists()
    at(friend).post(url("delete", theirs.pk))
    assert not Quiz.objects.filter(pk=theirs.pk).exists()


def test_a_picture_of_somebody_else_is_not_taken(producer):
    picture = ImageFactory(title="Secret picture", uploaded_by_user=UserFactory(roles=[Role.PRODUCER]))
    shows = [{"type": "image", "id": "", "value": {"image": picture.pk, "alt_text": "A", "caption": "<p></p>"}}]
    answer = at(producer).post(url("add"), form([stored("true_false", 1, is_true=True, content=shows)]))
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Choose files of your own." in body
    assert "Secret picture" not in body
    mine = ImageFactory(uploaded_by_user=producer)
    # Nor beside something else that is wrong, with which the form comes back before the picture was looked at.
    wrong = [stored("gaps", 2, text="no gap", from_list=False, others=[]), stored("true_false", 1, content=shows)]
    body = at(producer).post(url("add"), form(wrong)).content.decode()
    assert "Choose files of your own." in body
    assert "Secret picture" not in body
    # Nor as what is marked.
    body = at(producer).post(url("add"), form([hotspot(1, picture.pk, area("a", "0,0 9,9"))])).content.decode()
    assert "Choose files of your own." in body
    assert "Secret picture" not in body
    shows[0]["value"]["image"] = mine.pk
    assert (
        at(producer).post(url("add"), form([stored("true_false", 1, is_true=True, content=shows)])).status_code == 302
    )


def test_putting_a_shared_quiz_into_another_course_shares_it_with_nobody():
    made, quiz = course_with_quiz(title="Shared quiz")
    friend, stranger = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    invitation = invite_author(made.course, friend.email, actor=made.tree.owner)
    accept_invitation(invitation, actor=friend)
    assert at(friend).get(url("edit", quiz.pk)).status_code == 200
    other = ready_course(friend)
    put_into(other.lessons[0], quiz_block(quiz))
    accept_invitation(invite_author(other.course, stranger.email, actor=friend), actor=stranger)
    assert at(stranger).get(url("edit", quiz.pk)).status_code == 404
    with pytest.raises(CourseNotReady) as refused:
        submit_course(other.course, actor=friend)
    (problem,) = refused.value.problems
    assert "belongs to somebody who does not write this course" in problem.message
    remove_author(made.course.authors.get(person=friend), actor=made.tree.owner)
    assert at(friend).get(url("edit", quiz.pk)).status_code == 404


def test_its_page_says_whether_learners_are_asked_what_is_saved(producer):
    quiz, client = new_quiz(producer), at(producer)

    def said():
        page = client.get(url("edit", quiz.pk)).content.decode()
        known = ("are asked these questions once", "This is what was", "differs from what was")
        return [words for words in known if words in page]

    assert "are asked these questions" not in client.get(url("add")).content.decode()
    assert said() == ["are asked these questions once"]
    paper_of(quiz)
    assert said() == ["This is what was"]
    client.post(url("edit", quiz.pk), form([stored("true_false", 40, is_true=True)]))
    assert said() == ["differs from what was"]


def test_the_text_that_was_handed_in_last_counts_though_it_is_older_than_another(producer):
    quiz, client = new_quiz(producer), at(producer)
    first, before = paper_of(quiz), quiz.pass_percent
    frozen_at = first.frozen_at
    Quiz.objects.filter(pk=quiz.pk).update(pass_percent=80)
    paper_of(quiz)
    Quiz.objects.filter(pk=quiz.pk).update(pass_percent=before)
    assert "differs from what was" in client.get(url("edit", quiz.pk)).content.decode()
    assert paper_of(quiz) == first
    first.refresh_from_db()
    assert first.frozen_at > frozen_at
    assert "This is what was" in client.get(url("edit", quiz.pk)).content.decode()


def test_a_quiz_is_deleted_until_it_was_handed_in(producer):
    quiz, asked = new_quiz(producer), new_quiz(producer, title="Asked")
    paper_of(asked)
    client = at(producer)
    assert client.post(url("delete", quiz.pk)).status_code == 302
    refused = client.post(url("delete", asked.pk), follow=True)
    assert "was handed in with a course" in refused.content.decode()
    assert list(Quiz.objects.all()) == [asked]


def test_administrators_have_all_and_reviewers_none(producer):
    quiz = new_quiz(producer, questions=[stored("true_false", 1, content=asks("Shown"))])
    assert at(UserFactory(roles=[Role.ADMINISTRATOR])).get(url("edit", quiz.pk)).status_code == 200
    assert at(UserFactory(roles=[Role.REVIEWER])).get(url("edit", quiz.pk)).status_code == 404


def test_two_questions_with_one_id_are_not_handed_in(producer):
    question = stored("true_false", 40, is_true=True)
    quiz = new_quiz(producer, questions=[question, {**question, "value": {**question["value"], "is_true": False}}])
    assert problems_of_quiz(quiz) == ["two of its questions have the same id. Copy one of them and delete the other."]


def ping(model, pk):
    app_label, _dot, name = model.partition(".")
    return reverse("wagtailadmin_editing_sessions:ping", args=(app_label, name, pk, 1))


def test_an_open_editor_tells_its_author_who_else_is_there_and_strangers_nothing(producer):
    quiz, stranger = new_quiz(producer), UserFactory(roles=[Role.PRODUCER])
    assert at(producer).post(ping("assessments.quiz", quiz.pk)).status_code == 200
    assert at(stranger).post(ping("assessments.quiz", quiz.pk)).status_code == 404
    for model in ("assessments.paper", "accounts.user", "nothing.there"):
        assert at(producer).post(ping(model, 1)).status_code == 404
    assert at(producer).post(ping("assessments.quiz", f"_3{quiz.pk}")).status_code == 404
