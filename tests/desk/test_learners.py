"""The learners of a course: who is listed, found and counted, by whom, and in how many questions."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from assessments.models import Attempt
from assessments.operations.attempts import begin_attempt
from courses.enums import EnrolmentState
from courses.models import Course, Enrolment, Lesson, LessonDocument, LessonProgress
from courses.operations.authors import accept_invitation, invite_author, remove_author
from courses.operations.course_reviews import write_review
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from desk.access import taught_by
from desk.documents.contents import contents_of
from desk.documents.learners import Group, learners_in, lines_of, seats_of
from desk.documents.lessons import standings_of
from desk.documents.one_learner import sheet_of
from kit import clock
from tests.courses.test_marking import hands_in
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.published import learner_of, live_course
from tests.factories.quizzes import new_quiz, paper_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C11")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def teacher():
    return UserFactory(roles=[Role.PRODUCER])


def taught(**fields):
    """A live course with the page that lets its owner into the admin."""
    made, _asked = course_with_assignment(**fields)
    return made


def learns(course, lessons, *, completed=0, opened=0, days_ago=0, name="A learner"):
    """Somebody who completed the first lessons and opened some more, so many days ago."""
    person = UserFactory(display_name=name)
    then = clock.now() - timedelta(days=days_ago)
    learner_of(course, person, enrolled_at=then - timedelta(hours=1))
    events = []
    for place, lesson in enumerate(lessons[: completed + opened]):
        moment = then + timedelta(seconds=place)
        events.append(ProgressEvent(lesson=lesson.public_id, kind=EventKind.START, at=moment, sequence=2 * place))
        if place < completed:
            done = ProgressEvent(lesson=lesson.public_id, kind=EventKind.COMPLETE, at=moment, sequence=2 * place + 1)
            events.append(done)
    if events:
        record_progress(person, events)
    return person


def names(course, **group):
    seats, _lessons = seats_of(course, Group(**group))
    return [seat.learner.display_name for seat in seats]


def test_each_learner_is_listed_with_how_far_and_how_long_ago():
    live = live_course(lessons=4, owner=teacher())
    learns(live.course, live.lessons, completed=3, opened=1, days_ago=2, name="Ada")
    learns(live.course, live.lessons, name="Berta")
    seats, lessons = seats_of(live.course, Group(), "name")
    assert [(seat.learner.display_name, seat.lessons_done) for seat in seats] == [("Ada", 3), ("Berta", 0)]
    assert [(one.number, one.title) for one in lessons] == [
        ("1", "Lesson 1"),
        ("2", "Lesson 2"),
        ("3", "Lesson 3"),
        ("4", "Lesson 4"),
    ]
    live.take_off(live.lessons[0])
    assert [seat.lessons_done for seat in seats_of(live.course, Group(), "most")[0]] == [2, 0]


def test_optional_lessons_count_no_more_for_the_teacher_than_for_the_learner():
    live = live_course(lessons=4, owner=teacher())
    learns(live.course, live.lessons, completed=3, name="Ada")
    LessonDocument.objects.filter(lesson__in=live.lessons[2:]).update(is_optional=True)
    seats, lessons = seats_of(live.course, Group())
    (line,) = lines_of(seats, lessons)
    assert (line.seat.lessons_done, line.percent, sheet_of(line.seat).percent) == (2, 100, 100)


def test_the_page_shows_progress_quizzes_and_work_and_leads_to_each_learner():
    made, asked = course_with_assignment()
    lesson = made.tree.lessons[0].lesson
    person = learner_of(made.course, UserFactory(display_name="Ada <b>Bee</b>"))
    hands_in(made, asked, person)
    record_progress(
        person, [ProgressEvent(lesson=lesson.public_id, kind=EventKind.COMPLETE, at=clock.now(), sequence=1)]
    )
    page = at(made.tree.owner).get(reverse("learners", args=[made.course.public_id])).content.decode()
    seat = Enrolment.objects.get(learner=person)
    assert "Ada &lt;b&gt;Bee&lt;/b&gt;" in page
    assert "1 to mark" in page
    assert "20 %" in page
    assert person.email not in page
    one = reverse("learner_of_course", args=[made.course.public_id, seat.public_id])
    assert one in page
    sheet = at(made.tree.owner).get(one).content.decode()
    assert "Eight bars by ear" in sheet
    assert "Handed in" in sheet
    assert person.email not in sheet


def test_groups_are_those_who_are_in_them():
    live = live_course(lessons=3, owner=teacher())
    learns(live.course, live.lessons, completed=1, days_ago=20, name="Away")
    learns(live.course, live.lessons, completed=1, days_ago=3, name="Here")
    learns(live.course, live.lessons, completed=3, days_ago=30, name="Finished")
    learns(live.course, live.lessons, days_ago=20, name="Never began")
    left = learns(live.course, live.lessons, completed=1, days_ago=40, name="Left")
    Enrolment.objects.filter(learner=left).update(state=EnrolmentState.REFUNDED, ended_at=clock.now())
    assert sorted(names(live.course, only="stuck")) == ["Away", "Never began"]
    assert sorted(names(live.course, only="stuck", days=2)) == ["Away", "Here", "Never began"]
    assert names(live.course, only="stuck", days=21) == []
    assert sorted(names(live.course, only="learning")) == ["Away", "Here", "Never began"]
    assert names(live.course, only="finished") == ["Finished"]
    assert sorted(names(live.course, lesson=live.lessons[0].public_id)) == ["Away", "Here"]
    assert names(live.course, words="NEVER") == ["Never began"]
    assert names(live.course, words="%") == []
    assert len(names(live.course)) == 4


def test_who_failed_a_quiz_they_need_is_found_until_they_pass_it():
    live = live_course(lessons=2, owner=teacher())
    needed, other = new_quiz(live.owner), new_quiz(live.owner)
    LessonDocument.objects.filter(lesson=live.lessons[0]).update(
        papers=[paper_of(needed).pk, paper_of(other).pk], required_quizzes=[needed.pk]
    )
    failed, passed, harmless = (learner_of(live.course, UserFactory(display_name=each)) for each in "FPH")

    def tries(person, quiz, *, is_passed):
        begun, _is_new = begin_attempt(person, paper_of(quiz), lesson=live.lessons[0].public_id)
        Attempt.objects.filter(pk=begun.pk).update(handed_in_at=clock.now(), points=0, is_passed=is_passed)

    tries(failed, needed, is_passed=False)
    tries(passed, needed, is_passed=False)
    tries(passed, needed, is_passed=True)
    tries(harmless, other, is_passed=False)
    assert names(live.course, only="failed") == ["F"]
    tries(failed, needed, is_passed=True)
    assert names(live.course, only="failed") == []


def test_whose_work_waits_is_found():
    made, asked = course_with_assignment()
    waiting, _other = learner_of(made.course, UserFactory(display_name="W")), learner_of(made.course)
    hands_in(made, asked, waiting)
    assert names(made.course, only="waiting") == ["W"]


def test_where_learners_stop_is_counted_lesson_by_lesson():
    live = live_course(lessons=3, owner=teacher())
    learns(live.course, live.lessons, completed=1, opened=1, days_ago=20)
    learns(live.course, live.lessons, completed=1, days_ago=20)
    learns(live.course, live.lessons, completed=2, days_ago=20)
    learns(live.course, live.lessons, completed=2, days_ago=1)
    learns(live.course, live.lessons, completed=3, days_ago=50)
    learns(live.course, live.lessons, days_ago=50)
    found = standings_of(live.course, days=14)
    assert (found.learners, found.never_began, found.elsewhere) == (6, 1, 0)
    assert [(one.reached, one.finished, one.stopped) for one in found.lessons] == [(5, 5, 1), (4, 3, 2), (1, 1, 0)]
    live.take_off(live.lessons[1])
    assert standings_of(live.course, days=14).elsewhere == 2


def test_the_address_may_say_nonsense():
    made = taught()
    client = at(made.tree.owner)
    learner_of(made.course)
    here = reverse("learners", args=[made.course.public_id])
    for query in ("only=nobody", "days=-1", "days=x", "lesson=no", "order=sideways", "p=99999", "q=%00", "days=1e99"):
        for page in (here, reverse("lesson_standings", args=[made.course.public_id])):
            assert client.get(f"{page}?{query}").status_code == 200, query


PAGES = ["learners", "lesson_standings", "export_learners", "export_progress", "announcements", "announce"]


@pytest.mark.parametrize("name", PAGES)
def test_own_courses_alone(name):
    made = taught()
    learner = learner_of(made.course, UserFactory(display_name="Canary Bird"))
    page = reverse(name, args=[made.course.public_id])
    helper = teacher()
    accept_invitation(invite_author(made.course, helper.email, actor=made.tree.owner), actor=helper)
    for person in (made.tree.owner, helper, UserFactory(roles=[Role.ADMINISTRATOR])):
        assert at(person).get(page).status_code == 200
    stranger = taught().tree.owner
    remove_author(made.course.authors.get(person=helper), actor=made.tree.owner)
    for person in (stranger, helper, made.reviewer, learner):
        answer = at(person).get(page)
        assert answer.status_code in {302, 404}
        assert not taught_by(person).filter(pk=made.course.pk).exists()
    for method in ("post", "put", "delete"):
        assert getattr(at(stranger), method)(page).status_code in {404, 405}


def test_a_learner_of_another_course_is_not_found_here():
    made, other = taught(), taught()
    learner_of(other.course)
    seat = Enrolment.objects.get(course=other.course)
    client = at(made.tree.owner)
    assert client.get(reverse("learner_of_course", args=[made.course.public_id, seat.public_id])).status_code == 404
    assert client.get(reverse("learner_of_course", args=[other.course.public_id, seat.public_id])).status_code == 404


def many_learners(live, count):
    """So many learners, of whom each has opened two lessons and finished one."""
    people = User.objects.bulk_create(
        [User(email=f"{live.course.slug}-{place}@example.org", display_name="Many") for place in range(count)]
    )
    now = clock.now()
    Enrolment.objects.bulk_create(
        [
            Enrolment(course=live.course, learner=each, source="free", last_access_at=now, last_lesson=live.lessons[1])
            for each in people
        ],
        batch_size=2000,
    )
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(
                learner=each,
                course=live.course,
                lesson=lesson,
                first_access_at=now,
                last_access_at=now,
                is_completed=place == 0,
                completed_at=now if place == 0 else None,
            )
            for each in people
            for place, lesson in enumerate(live.lessons[:2])
        ],
        batch_size=5000,
    )


def asked_by(client, page):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    return len(asked), body.decode()


def test_ten_thousand_learners_ask_no_more_questions_than_ten():
    live = live_course(lessons=3)
    owner = UserFactory(roles=[Role.ADMINISTRATOR])
    client = at(owner)
    many_learners(live, 10)
    pages = [
        reverse("learners", args=[live.course.public_id]) + "?order=most",
        reverse("lesson_standings", args=[live.course.public_id]),
        reverse("desk"),
    ]
    few = [asked_by(client, page)[0] for page in pages]
    live_rows = live_course(lessons=0)
    assert live_rows.course.pk != live.course.pk
    Course.objects.filter(pk=live.course.pk).update(slug="the-large-one")
    live.course.refresh_from_db()
    many_learners(live, 10_000)
    many = [asked_by(client, page) for page in pages]
    assert [count for count, _body in many] == few
    assert "10010 learners" in many[0][1].replace(",", "")
    _count, body = asked_by(client, reverse("export_learners", args=[live.course.public_id]))
    assert body.count("\r\n") == 10_011


def test_csv_holds_each_learner_and_what_they_did_and_no_formula():
    made = taught()
    lessons = [page.lesson for page in made.tree.lessons]
    person = UserFactory(display_name='=HYPERLINK("https://evil.example")')
    learner_of(made.course, person)
    record_progress(
        person, [ProgressEvent(lesson=lessons[0].public_id, kind=EventKind.COMPLETE, at=clock.now(), sequence=1)]
    )
    client = at(made.tree.owner)

    def rows(name, query=""):
        answer = client.get(reverse(name, args=[made.course.public_id]) + query)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "attachment" in answer.headers["Content-Disposition"]
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert person.email not in text
        return list(csv.DictReader(StringIO(text)))

    (learner,) = rows("export_learners")
    assert learner["name"] == '\'=HYPERLINK("https://evil.example")'
    assert (learner["lessons_done"], learner["lessons"], learner["percent"]) == ("1", "5", "20")
    (progress,) = rows("export_progress")
    assert (progress["lesson"], progress["is_completed"]) == ("Lesson 1", "yes")
    assert rows("export_learners", "?only=finished") == []


def test_the_desk_says_what_waits_and_leads_to_it():
    made, asked = course_with_assignment()
    person = learner_of(made.course)
    hands_in(made, asked, person)
    write_review(made.course, person, stars=4, text="Lovely <i>steps</i>.", actor=person)
    client = at(made.tree.owner)
    page = client.get(reverse("desk")).content.decode()
    assert reverse("hand_ins") in page
    assert reverse("reviews_to_answer") in page
    assert reverse("learners", args=[made.course.public_id]) in page
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Waiting for you" in home
    assert reverse("reviews_to_answer") in home
    stranger = at(taught().tree.owner)
    assert person.display_name not in stranger.get(reverse("desk")).content.decode()
    assert "Waiting for you" not in stranger.get(reverse("wagtailadmin_home")).content.decode()


def test_a_review_is_answered_from_the_desk_by_those_who_write_the_course():
    made = taught()
    person = learner_of(made.course)
    review = write_review(made.course, person, stars=4, text="Lovely <i>steps</i>.", actor=person)
    client, stranger = at(made.tree.owner), at(taught().tree.owner)
    listed = reverse("reviews_to_answer")
    assert "Lovely &lt;i&gt;steps&lt;/i&gt;." in client.get(listed).content.decode()
    assert "Lovely" not in stranger.get(listed).content.decode()
    answer = reverse("answer_review", args=[review.public_id])
    assert stranger.post(answer, {"answer": "Mine!"}).status_code == 404
    assert "This field is required." in client.post(answer, {"answer": " "}).content.decode()
    review.refresh_from_db()
    assert review.answer == ""
    assert client.post(answer, {"answer": "Thank you."}).url == listed
    review.refresh_from_db()
    assert (review.answer, review.answered_by) == ("Thank you.", made.tree.owner)
    assert "Lovely" not in client.get(listed).content.decode()


def test_contents_and_groups_of_a_course_that_is_taken_down_are_empty_and_do_not_fail():
    live = live_course(lessons=2)
    learner_of(live.course)
    LessonDocument.objects.update(is_live=False)
    assert contents_of(live.course) == []
    assert Lesson.objects.filter(course=live.course).count() == 2
    assert learners_in(live.course, Group(only="failed"), []).count() == 0
    assert standings_of(live.course, days=14).lessons == []
