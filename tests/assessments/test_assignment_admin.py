"""Assignments in the editor: written, chosen and looked back at by those to whom they belong."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessments.documents.briefs import brief_to_freeze, problems_of_assignment
from assessments.models import Assignment
from courses.operations.authors import accept_invitation, invite_author, remove_author
from tests.assessments.test_admin import at, in_form
from tests.factories.accounts import UserFactory
from tests.factories.asking import put_into
from tests.factories.assignments import assignment_block, brief_of, course_with_assignment, new_assignment, rubric
from tests.factories.media import ImageFactory, VideoFactory
from tests.factories.quizzes import asks
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


@pytest.fixture
def producer():
    return UserFactory(roles=[Role.PRODUCER])


def url(name, *args):
    return reverse(f"wagtailsnippets_assessments_assignment:{name}", args=args)


def form(**fields):
    return {
        "title": "Eight bars",
        "takes_text": "on",
        "takes_video": "on",
        "most_files": "2",
        "points": "10",
        "due_days": "14",
        "late_rule": "percent_off",
        "late_percent_per_day": "10",
        "late_percent_most": "40",
        "resubmissions": "",
        "master_clip": "",
        "peer_reviews": "2",
        "peer_days": "7",
        "peer_marks": "help",
        **in_form(asks("Write them down."), "brief"),
        **in_form(rubric(), "rubric"),
        **fields,
    }


def test_a_producer_writes_one_with_a_rubric_and_goes_back_to_an_earlier_version(producer):
    client = at(producer)
    assert client.get(url("add")).status_code == 200
    clip = VideoFactory(uploaded_by_user=producer)
    answer = client.post(url("add"), form(master_clip=str(clip.pk)))
    assert answer.status_code == 302, answer.context["form"].errors
    work = Assignment.objects.get()
    assert (work.owner, work.title, work.due_days, work.late_rule) == (producer, "Eight bars", 14, "percent_off")
    assert (work.takes_text, work.takes_files, work.takes_video, work.master_clip) == (True, False, True, clip)
    assert [level["value"]["points"] for level in work.rubric.get_prep_value()[0]["value"]["levels"]] == [0, 2, 4]
    assert (work.peer_reviews, work.peer_days, work.peer_marks) == (2, 7, "help")
    client.post(url("edit", work.pk), form(title="Sixteen bars"))
    work.refresh_from_db()
    assert (work.title, work.revisions.count()) == ("Sixteen bars", 2)
    first = work.revisions.order_by("pk").first()
    assert "Eight bars" in client.get(url("revisions_revert", work.pk, first.pk)).content.decode()
    assert client.get(url("revisions_compare", work.pk, "earliest", "latest")).status_code == 200
    assert "Sixteen bars" in client.get(url("list")).content.decode()


def test_films_and_files_of_others_are_refused_unless_it_holds_them_already(producer):
    foreign = VideoFactory(title="Kanarienvogel")
    client = at(producer)
    refused = client.post(url("add"), form(master_clip=str(foreign.pk)))
    assert refused.status_code == 200
    assert "Choose a film of your own." in refused.content.decode()
    assert "Kanarienvogel" not in refused.content.decode()
    picture = ImageFactory(title="Kanarienvogel", uploaded_by_user=UserFactory())
    shows = [{"type": "image", "id": "", "value": {"image": picture.pk, "alt_text": "A", "caption": "<p></p>"}}]
    refused = client.post(url("add"), form(**in_form(shows, "brief")))
    assert "Choose files of your own." in refused.content.decode()
    assert "Kanarienvogel" not in refused.content.decode()
    assert not Assignment.objects.exists()
    held = new_assignment(producer, master_clip=foreign)
    assert client.post(url("edit", held.pk), form(master_clip=str(foreign.pk))).status_code == 302


def test_another_producers_is_neither_seen_nor_changed_nor_chosen(producer):
    work = new_assignment(title="Kanarienvogel")
    client = at(producer)
    for address in (url("edit", work.pk), url("delete", work.pk), url("history", work.pk), url("usage", work.pk)):
        assert client.get(address).status_code == 404
    choose = reverse("wagtailsnippetchoosers_assessments_assignment:choose")
    for address in (url("list"), choose):
        assert "Kanarienvogel" not in client.get(address).content.decode()


def test_co_authors_change_one_of_a_lesson_while_they_write_the_course():
    tree = ready_course()
    work = new_assignment(tree.owner)
    put_into(tree.lessons[0], assignment_block(work))
    helper = UserFactory(roles=[Role.PRODUCER])
    assert at(helper).get(url("edit", work.pk)).status_code == 404
    accept_invitation(invite_author(tree.course, helper.email, actor=tree.owner), actor=helper)
    assert at(helper).get(url("edit", work.pk)).status_code == 200
    remove_author(tree.course.authors.get(person=helper), actor=tree.owner)
    assert at(helper).get(url("edit", work.pk)).status_code == 404


def test_one_that_was_handed_in_with_a_course_is_not_deleted(producer):
    work = new_assignment(producer)
    assert at(producer).post(url("delete", work.pk)).status_code == 302
    made, asked = course_with_assignment()
    at(made.tree.owner).post(url("delete", asked.pk))
    assert list(Assignment.objects.all()) == [asked]


def test_its_form_says_whether_learners_are_asked_what_is_saved(producer):
    work = new_assignment(producer)
    client = at(producer)
    assert "Learners are asked this once a course" in client.get(url("edit", work.pk)).content.decode()
    brief_of(work)
    assert "This is what was handed in" in client.get(url("edit", work.pk)).content.decode()
    Assignment.objects.update(points=50)
    assert "differs from what was handed in" in client.get(url("edit", work.pk)).content.decode()


def test_what_fellow_learners_cannot_see_is_not_given_to_them(producer):
    papers = new_assignment(producer, takes_text=False, takes_files=True, peer_reviews=1)
    assert any("fellow learners see texts" in problem for problem in problems_of_assignment(papers))
    papers.takes_sound = True
    assert not any("fellow learners" in problem for problem in problems_of_assignment(papers))


def test_what_is_frozen_without_reviews_says_what_it_said_before_there_were_any(producer):
    assert "peers" not in brief_to_freeze(new_assignment(producer, peer_marks="count"))
    frozen = brief_to_freeze(new_assignment(producer, peer_reviews=3, peer_days=5, peer_marks="count"))
    assert frozen["peers"] == {"reviews": 3, "days": 5, "marks": "count"}
