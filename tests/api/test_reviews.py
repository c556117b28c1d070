"""Reviews, answers and reports over HTTP; figures that follow; two at once."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.enums import Role
from courses.models import CourseFigures, CourseReview, CourseReviewVersion
from courses.operations.course_reviews import write_review
from kit.failpoints import hold
from moderation.enums import Reason, ReportState
from moderation.errors import AlreadyReported
from moderation.models import Report
from moderation.operations import report_thing
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C9")]


def rating(visitor, made):
    return visitor.get(f"/api/v1/courses/{made.course.slug}").json()["live"]["rating"]


def review(client, made, stars=5, text="Clear and kind."):
    return client.put(f"/api/v1/courses/{made.course.slug}/reviews/mine", {"stars": stars, "text": text}, format="json")


def test_a_learner_reviews_edits_and_takes_back(visitor, signed_in):
    made = live_course()
    client = signed_in(learner_of(made.course))
    first = review(client, made, 2, "Too fast.")
    assert first.status_code == 200
    assert rating(visitor, made) == {"average": 2.0, "count": 1, "stars": [0, 1, 0, 0, 0]}
    second = review(client, made, 5, "I was wrong.")
    assert second.json()["id"] == first.json()["id"]
    assert [(v.stars, v.text) for v in CourseReviewVersion.objects.all()] == [(2, "Too fast.")]
    assert rating(visitor, made)["stars"] == [0, 0, 0, 0, 1]
    assert client.delete(f"/api/v1/courses/{made.course.slug}/reviews/mine").status_code == 204
    assert rating(visitor, made)["count"] == 0
    assert visitor.get(f"/api/v1/courses/{made.course.slug}/reviews").json()["results"] == []
    assert client.get(f"/api/v1/courses/{made.course.slug}/reviews/mine").status_code == 404


def test_only_learners_review(visitor, signed_in):
    made = live_course()
    refused = review(signed_in(UserFactory()), made)
    assert refused.json()["error"]["details"]["reason"] == "not_a_learner_here"
    assert review(visitor, made).status_code == 401
    assert review(signed_in(learner_of(made.course)), made, 6).status_code == 422
    assert not CourseReview.objects.exists()


def test_the_author_answers_and_the_learner_hears_of_it(signed_in, visitor):
    made = live_course()
    learner = learner_of(made.course)
    number = review(signed_in(learner), made).json()["id"]
    assert Notice.objects.filter(person=made.owner, kind="courses.reviewed").count() == 1
    stranger = signed_in(UserFactory(roles=[Role.PRODUCER]))
    address = f"/api/v1/reviews/{number}/answer"
    assert stranger.put(address, {"answer": "Thanks"}, format="json").status_code == 404
    answered = signed_in(made.owner).put(address, {"answer": "Thank you!"}, format="json")
    assert answered.json()["answer"] == "Thank you!"
    assert Notice.objects.filter(person=learner, kind="courses.review_answered").count() == 1
    shown = visitor.get(f"/api/v1/courses/{made.course.slug}/reviews").json()["results"]
    assert shown[0]["answer"] == "Thank you!"
    assert signed_in(made.owner).put(address, {"answer": ""}, format="json").json()["answered_at"] is None


def test_reviews_come_in_order_and_by_stars(visitor, signed_in):
    made = live_course()
    for stars in (3, 5, 1, 5):
        review(signed_in(learner_of(made.course)), made, stars)
    address = f"/api/v1/courses/{made.course.slug}/reviews"

    def stars_of(query):
        return [each["stars"] for each in visitor.get(f"{address}?{query}").json()["results"]]

    assert stars_of("sort=best") == [5, 5, 3, 1]
    assert stars_of("sort=worst") == [1, 3, 5, 5]
    assert stars_of("sort=new") == [5, 1, 5, 3]
    assert stars_of("stars=5") == [5, 5]
    assert visitor.get(f"{address}?stars=9").status_code == 422


@pytest.mark.covers("req-B5", "req-A12")
def test_a_report_is_decided_and_a_hidden_review_counts_no_more(visitor, signed_in, client):
    made = live_course()
    author = learner_of(made.course)
    number = review(signed_in(author), made, 1, "An insult.").json()["id"]
    body = {"kind": "course_review", "id": number, "reason": "insult", "text": "Look."}
    reporter = signed_in(UserFactory())
    assert reporter.post("/api/v1/reports", body, format="json").status_code == 201
    again = reporter.post("/api/v1/reports", body, format="json")
    assert again.json()["error"]["details"]["reason"] == "already_reported"
    own = signed_in(author).post("/api/v1/reports", body, format="json")
    assert own.json()["error"]["details"]["reason"] == "own_thing"
    report = Report.objects.get()
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    assert client.post(reverse("moderation:uphold", args=[report.public_id])).status_code in {302, 403}
    report.refresh_from_db()
    assert report.state == ReportState.OPEN
    client.force_login(administrator)
    assert f'id="report-{report.public_id}-section"' in client.get(reverse("moderation:index")).content.decode()
    assert "An insult." in client.get(reverse("moderation:index")).content.decode()
    client.post(reverse("moderation:uphold", args=[report.public_id]), {"note": "Rude."})
    report.refresh_from_db()
    assert (report.state, report.decided_by) == (ReportState.UPHELD, administrator)
    assert rating(visitor, made)["count"] == 0
    assert review(signed_in(author), made, 5, "Nice!").json()["is_hidden"] is True
    assert rating(visitor, made)["count"] == 0


def test_a_dismissed_report_leaves_the_review(visitor, signed_in, client):
    made = live_course()
    number = review(signed_in(learner_of(made.course)), made, 4).json()["id"]
    body = {"kind": "course_review", "id": number, "reason": "spam"}
    for _ in range(2):
        signed_in(UserFactory()).post("/api/v1/reports", body, format="json")
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    first = Report.objects.first()
    client.post(reverse("moderation:dismiss", args=[first.public_id]))
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.DISMISSED}
    assert rating(visitor, made)["count"] == 1
    client.post(reverse("moderation:uphold", args=[first.public_id]))
    assert rating(visitor, made)["count"] == 1, "a decided report cannot be decided again"


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_write_one_review():
    made = live_course()
    learner = learner_of(made.course)
    with hold("courses.review_looked_for") as held:
        first = Runner(lambda: write_review(made.course, learner, stars=1, text="one", actor=learner))
        held.wait_until_reached()
        second = Runner(lambda: write_review(made.course, learner, stars=5, text="two", actor=learner))
        wait_for_a_lock_queue(second)
    assert first.outcome() == second.outcome() == CourseReview.objects.get()
    figures = CourseFigures.objects.get(course=made.course)
    assert (figures.rating_count, figures.rating_sum) == (1, 5)


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_are_one():
    made = live_course()
    written = write_review(made.course, (one := learner_of(made.course)), stars=1, text="x", actor=one)
    reporter = UserFactory()

    def report():
        return report_thing("course_review", written.public_id, reason=Reason.SPAM, actor=reporter)

    with hold("moderation.report_checked") as held:
        first = Runner(report)
        held.wait_until_reached()
        assert Runner(report).outcome() == Report.objects.get(), "both had looked before either wrote"
    assert isinstance(first.outcome(), AlreadyReported)
    assert Report.objects.count() == 1


def test_many_reviews_at_once_sum_up(signed_in):
    made = live_course()
    for stars in (1, 2, 3, 4, 5, 5):
        learner = learner_of(made.course)
        write_review(made.course, learner, stars=stars, text="", actor=learner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(stars) FROM courses_coursereview")
        truth = cursor.fetchone()
    figures = CourseFigures.objects.get(course=made.course)
    assert (figures.rating_count, figures.rating_sum) == truth
