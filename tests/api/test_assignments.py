"""Assignments over HTTP: for whom, in which shape, drafts that windows do not undo, and what came back."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import HandIn
from courses.enums import Availability, EnrolmentSource
from courses.models import Course, Enrolment
from courses.operations.enrolment import enrol_learner, leave_course
from courses.operations.marking import give_back
from courses.operations.removal import remove_page
from courses.operations.submissions import submit_course
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.asking import put_into
from tests.factories.assignments import assignment_block, course_with_assignment, marks, rubric
from tests.factories.cohorts import cohort_of
from tests.factories.published import learner_of
from tests.factories.submissions import Published, approve_and_publish, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


@pytest.fixture
def made():
    return course_with_assignment(rubric=rubric(), due_days=7, is_required=True)


def address(made, end=""):
    lesson = made[0].tree.lessons[0].lesson
    return f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}{end}"


def draft(text, number=1, edition=0):
    return {"number": number, "edition": edition, "text": text}


def test_a_learner_finds_it_in_the_lesson_writes_hands_in_and_reads_what_came_back(made, signed_in):
    learner = learner_of(made[0].course)
    client = signed_in(learner)
    lesson = client.get(f"/api/v1/lessons/{made[0].tree.lessons[0].lesson.public_id}").json()["document"]
    (block,) = [block for block in lesson["blocks"] if block["type"] == "assignment"]
    assert block["value"] == {
        "assignment": str(made[1].public_id),
        "title": "Eight bars by ear",
        "is_required": True,
        "takes": ["text"],
        "points": 10,
        "due_days": 7,
        "due_on": None,
    }
    found = client.get(address(made)).json()
    assert (found["may_write"], found["next_number"], found["rounds"], found["is_accepted"]) == (True, 1, [], False)
    assert found["blocks"][0]["value"]["html"] == "<p>Write them down.</p>"
    assert [level["points"] for level in found["rubric"][0]["levels"]] == [0, 2, 4]
    joined = Enrolment.objects.get(learner=learner).enrolled_at
    assert found["due_at"][:16] == (joined + timedelta(days=7)).isoformat()[:16]
    kept = client.patch(address(made, "/draft"), draft("First\n  bars ")).json()
    assert (kept["rounds"][0]["text"], kept["rounds"][0]["edition"]) == ("First\n  bars ", 1)
    clash = client.patch(address(made, "/draft"), draft("Another"))
    assert (clash.status_code, clash.json()["error"]["details"]["reason"]) == (409, "draft_changed_elsewhere")
    done = client.post(address(made, "/hand-in"), draft("All bars", edition=1)).json()
    assert (done["rounds"][0]["state"], done["may_write"], done["is_closed"]) == ("handed_in", False, False)
    assert client.post(address(made, "/hand-in"), draft("Once more", edition=1)).json() == done
    give_back(
        HandIn.objects.get(),
        is_accepted=False,
        marks=marks(2, 1),
        points=None,
        feedback="Sing it\nfirst.",
        actor=made[0].tree.owner,
    )
    back = client.get(address(made)).json()
    (one,) = back["rounds"]
    assert (one["state"], one["points"], one["feedback"]) == ("again", 2.0, "Sing it\nfirst.")
    assert one["marks"] == [
        {"criterion": "Rhythm", "level": "steady", "points": 2.0, "most_points": 4.0},
        {"criterion": "Tune", "level": "wrong", "points": 0.0, "most_points": 6.0},
    ]
    assert (back["may_write"], back["next_number"]) == (True, 2)
    assert client.post(address(made, "/hand-in"), draft("Sung", number=2)).json()["rounds"][0]["number"] == 2


def test_only_who_has_a_seat_hands_in_and_nobody_reads_another(made, signed_in):
    first, second = learner_of(made[0].course), learner_of(made[0].course)
    signed_in(first).post(address(made, "/hand-in"), draft("Secret bars"))
    assert signed_in(second).get(address(made)).json()["rounds"] == []
    owner = signed_in(made[0].tree.owner)
    assert owner.get(address(made)).json()["may_write"] is False
    refused = owner.post(address(made, "/hand-in"), draft("Mine"))
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (403, "no_seat_to_hand_in")
    assert signed_in(UserFactory()).get(address(made)).status_code == 404
    assert HandIn.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"number": 0, "edition": 0, "text": "x"},
        {"number": 1, "edition": -1, "text": "x"},
        {"number": 1, "edition": 0, "text": "x" * 50_001},
        {"number": 1, "edition": 0, "text": None},
        {"number": 10**30, "edition": 0, "text": "x"},
    ],
    ids=["nothing", "round", "edition", "long", "no text", "huge"],
)
def test_what_makes_no_sense_is_refused(made, signed_in, body):
    client = signed_in(learner_of(made[0].course))
    for answer in (client.patch(address(made, "/draft"), body), client.post(address(made, "/hand-in"), body)):
        assert answer.status_code == 422
    assert not HandIn.objects.exists()


def leave_out_block(made):
    put_into(made[0].tree.lessons[0])


def leave_out_lesson(made):
    made[0].tree.lessons[0].refresh_from_db()
    remove_page(made[0].tree.lessons[0], actor=made[0].tree.owner)


@pytest.mark.parametrize("leave_out", [leave_out_block, leave_out_lesson])
def test_what_a_course_asks_no_longer_stays_with_who_worked_on_it(made, signed_in, leave_out):
    """An answer is the learner's, and what a teacher said to it: a new version of the course takes neither away."""
    learner, idle = learner_of(made[0].course), learner_of(made[0].course)
    client = signed_in(learner)
    client.post(address(made, "/hand-in"), draft("All bars"))
    told = {"is_accepted": False, "marks": marks(2, 1), "points": None, "feedback": "Sing it."}
    give_back(HandIn.objects.get(), **told, actor=made[0].tree.owner)
    leave_out(made)
    approve_and_publish(submit_course(made[0].course, actor=made[0].tree.owner), reviewer=made[0].reviewer)
    found = client.get(address(made)).json()
    assert (found["title"], found["is_asked"], found["may_write"]) == ("Eight bars by ear", False, False)
    assert (found["rounds"][0]["text"], found["rounds"][0]["feedback"]) == ("All bars", "Sing it.")
    assert found["course"]["slug"] == made[0].course.slug
    assert bool(found["lesson"]["title"]) == (leave_out is leave_out_block)
    (line,) = client.get("/api/v1/me/work").json()["work"]
    assert (line["id"], line["state"], line["is_asked"]) == (str(made[1].public_id), "again", False)
    assert client.post(address(made, "/hand-in"), draft("Once more", number=2)).status_code == 404
    assert HandIn.objects.count() == 1
    assert signed_in(idle).get(address(made)).status_code == 404
    assert signed_in(idle).get("/api/v1/me/work").json()["work"] == []
    # A course that was taken down takes with it what it asked.
    Course.objects.filter(pk=made[0].course.pk).update(availability=Availability.WITHDRAWN)
    again = signed_in(learner)
    assert again.get(address(made)).status_code == 404
    assert again.get("/api/v1/me/work").json()["work"] == []


def test_the_list_of_work_says_what_is_to_do_first_in_few_questions(made, signed_in):
    learner = learner_of(made[0].course)
    others = [course_with_assignment(title=f"Other {number}") for number in range(3)]
    for other, _asked in others:
        learner_of(other.course, learner)
    course_with_assignment(title="Of a course without a seat")
    client = signed_in(learner)
    client.post(address(others[0], "/hand-in"), draft("Bars"))
    client.post(address(others[1], "/hand-in"), draft("Bars"))
    give_back(
        HandIn.objects.get(assignment=others[0][1]),
        is_accepted=True,
        marks={},
        points=Decimal(9),
        feedback="",
        actor=others[0][0].tree.owner,
    )
    with CaptureQueriesContext(connection) as asked:
        work = client.get("/api/v1/me/work").json()["work"]
    assert [(line["title"], line["state"], line["points"]) for line in work] == [
        ("Eight bars by ear", "open", None),
        ("Other 2", "open", None),
        ("Other 1", "handed_in", None),
        ("Other 0", "accepted", 9.0),
    ]
    assert work[0]["course"]["slug"] == made[0].course.slug
    learner_of(course_with_assignment(title="One more")[0].course, learner)
    with CaptureQueriesContext(connection) as again:
        assert len(client.get("/api/v1/me/work").json()["work"]) == 5
    assert len(again) == len(asked), [query["sql"] for query in again]


def test_who_left_and_came_back_has_the_days_of_the_new_seat(made, signed_in):
    learner = learner_of(made[0].course)
    before = clock.now() - timedelta(days=30)
    Enrolment.objects.filter(learner=learner).update(enrolled_at=before)
    client = signed_in(learner)

    def due():
        (line,) = client.get("/api/v1/me/work").json()["work"]
        assert client.get(address(made)).json()["due_at"] == line["due_at"]
        return line["due_at"][:10]

    assert due() == (before + timedelta(days=7)).date().isoformat()
    leave_course(made[0].course, learner, actor=learner)
    back = enrol_learner(made[0].course, learner, source=EnrolmentSource.FREE, actor=learner)
    assert back.enrolled_at == before
    assert back.returned_at is not None
    assert due() == (back.returned_at + timedelta(days=7)).date().isoformat()


def test_days_of_who_is_in_a_cohort_count_from_its_start(made, signed_in):
    learner = learner_of(made[0].course)
    cohort = cohort_of(made[0].course, days=-2)
    Enrolment.objects.filter(learner=learner).update(cohort=cohort)
    (line,) = signed_in(learner).get("/api/v1/me/work").json()["work"]
    assert datetime.fromisoformat(line["due_at"]) == cohort.starts_at + timedelta(days=7)


def test_work_that_two_courses_ask_belongs_to_the_one_in_which_it_was_begun(made, signed_in):
    tree = ready_course(made[0].tree.owner)
    put_into(tree.lessons[0], assignment_block(made[1]))
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made[0].reviewer)
    second = Published(tree.course, tree, made[0].submission, made[0].reviewer), made[1]
    learner = learner_of(made[0].course)
    learner_of(second[0].course, learner)
    early, late = clock.now() - timedelta(days=4), clock.now() - timedelta(days=1)
    Enrolment.objects.filter(learner=learner, course=made[0].course).update(enrolled_at=early)
    Enrolment.objects.filter(learner=learner, course=second[0].course).update(enrolled_at=late)
    client = signed_in(learner)

    def due(moment):
        return (moment + timedelta(days=7)).date().isoformat()

    dates = [client.get(address(each)).json()["due_at"][:10] for each in (made, second)]
    assert dates == [due(early), due(late)]
    client.patch(address(second, "/draft"), draft("Bars"))
    dates = [client.get(address(each)).json()["due_at"][:10] for each in (made, second)]
    assert dates == [due(late), due(late)]
    (line,) = client.get("/api/v1/me/work").json()["work"]
    assert (line["course"]["slug"], line["due_at"][:10]) == (second[0].course.slug, due(late))
    # Through the other course's page it is the same round of the same course.
    client.post(address(made, "/hand-in"), draft("Bars", edition=1))
    round_ = HandIn.objects.get(learner=learner)
    assert round_.lesson == tree.lessons[0].lesson.public_id
    assert round_.due_at.date().isoformat() == due(late)
    # Who has left that course goes on in the other one.
    leave_course(second[0].course, learner, actor=learner)
    assert client.get(address(made)).json()["due_at"][:10] == due(early)
