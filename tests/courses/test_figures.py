"""The sums beside a course equal the rows they stand for, through every door; a wrong sum is found."""

import pytest

from courses.enums import EnrolmentState
from courses.models import Course, CourseFigures, CourseReview, Enrolment
from courses.registrations.invariants import figures_equal_their_rows
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db


def review(course, stars):
    return CourseReview.objects.create(course=course, learner=learner_of(course), stars=stars)


def shown(course):
    figures = CourseFigures.objects.get(course=course)
    stars = [getattr(figures, f"stars_{number}") for number in range(1, 6)]
    return figures.rating_count, figures.rating_sum, figures.rating_hundredths, stars


@pytest.mark.covers("req-C9")
def test_sums_follow_reviews_written_edited_hidden_taken_back_and_deleted():
    course = live_course().course
    one, two = review(course, 5), review(course, 2)
    assert shown(course) == (2, 7, 350, [0, 1, 0, 0, 1])
    one.stars = 4
    one.save(update_fields=["stars"])
    assert shown(course) == (2, 6, 300, [0, 1, 0, 1, 0])
    CourseReview.objects.filter(pk=two.pk).update(hidden_at=clock.now())
    assert shown(course) == (1, 4, 400, [0, 0, 0, 1, 0])
    CourseReview.objects.update(deleted_at=clock.now())
    assert shown(course) == (0, 0, 0, [0] * 5)
    CourseReview.objects.update(deleted_at=None, hidden_at=None)
    one.delete()
    assert shown(course) == (1, 2, 200, [0, 1, 0, 0, 0])
    assert not list(figures_equal_their_rows())


def test_one_statement_over_many_courses_moves_each_courses_sums():
    courses = [live_course(title=f"Course {number}").course for number in range(3)]
    person = UserFactory()
    Enrolment.objects.bulk_create([Enrolment(course=course, learner=person, source="free") for course in courses])
    CourseReview.objects.bulk_create(
        [CourseReview(course=course, learner=person, stars=number + 1) for number, course in enumerate(courses)]
    )
    Course.objects.update(seats_taken=1)
    assert [shown(course)[:2] for course in courses] == [(1, 1), (1, 2), (1, 3)]
    Enrolment.objects.update(state=EnrolmentState.LEFT)
    assert set(CourseFigures.objects.values_list("learner_count", flat=True)) == {0}
    Course.objects.update(seats_taken=0)
    assert not list(figures_equal_their_rows())


def test_an_answer_moves_nothing_and_an_edit_moves_the_version():
    course = live_course().course
    written = review(course, 5)
    before = CourseFigures.objects.get(course=course).version
    CourseReview.objects.filter(pk=written.pk).update(answer="Thank you.", answered_at=clock.now())
    assert CourseFigures.objects.get(course=course).version == before
    CourseReview.objects.filter(pk=written.pk).update(stars=1)
    assert CourseFigures.objects.get(course=course).version == before + 1


@pytest.mark.parametrize(
    "wrong", [{"learner_count": 7}, {"rating_sum": 9}, {"stars_1": 1, "rating_count": 2}, {"stars_5": 0, "stars_4": 1}]
)
def test_a_wrong_sum_is_found(wrong):
    course = live_course().course
    review(course, 5)
    assert not list(figures_equal_their_rows())
    CourseFigures.objects.filter(course=course).update(**wrong)
    (found,) = figures_equal_their_rows()
    assert course.slug in found
