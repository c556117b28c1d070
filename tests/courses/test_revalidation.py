"""Which tags each change touches, in the same transaction, and which of them expire at once (DESIGN 9)."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.enums import Role
from accounts.models import Profile
from accounts.operations.pauses import choose_context, pause_role
from accounts.operations.people import restore_person, suspend_person
from accounts.operations.profiles import update_profile
from accounts.operations.roles import end_role, grant_role
from courses.enums import EnrolmentSource
from courses.operations.authors import accept_invitation, offer_course
from courses.operations.course_reviews import answer_review, hide_review, restore_review, take_back_review, write_review
from courses.operations.course_settings import CourseSettings, change_settings
from courses.operations.enrolment import enrol_learner, leave_course
from courses.operations.prices import confirm_course_price, propose_course_price
from courses.operations.publication import archive_course, publish_submission, restore_course, withdraw_course
from courses.operations.submissions import approve, roll_back, submit_course
from kit import clock, jobs
from kit.models import Revalidation
from taxonomy.models import Category, Level
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.published import live_course
from tests.factories.submissions import approve_and_publish, complete, published_course, submitted_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B6")]


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def live():
    found = published_course()
    settle()
    return found


def settle():
    """What came before is not looked at: its jobs are done and its rows gone."""
    jobs.run_pending()
    Revalidation.objects.all().delete()


def touched():
    """The tags that expire, and those that may be shown once more, since `settle`; then nothing again."""
    rows = list(Revalidation.objects.all())
    Revalidation.objects.all().delete()
    expire = {tag for row in rows for tag in row.expire}
    return expire, {tag for row in rows for tag in row.stale} - expire


def names(course):
    return {f"course:{course.public_id}", f"course:{course.slug}"}


def producer(person):
    slug = Profile.objects.get(person=person).producer_slug
    return {f"producer:{person.public_id}"} | ({f"producer:{slug}"} if slug else set())


LISTS = {"courses", "home", "pages"}


class TestPublication:
    def test_a_version_that_goes_live_may_be_late_by_one_visitor(self, live):
        complete(live.tree.page, summary="Another promise.")
        second = submit_course(live.course, actor=live.tree.owner)
        settle()
        approve_and_publish(second, reviewer=live.reviewer)
        assert touched() == (set(), names(live.course) | producer(live.tree.owner) | LISTS)

    def test_the_first_version_brings_its_price_with_it(self):
        tree, submission = submitted_course(price_minor=4900)
        settle()
        approve_and_publish(submission, reviewer=UserFactory(roles=[Role.REVIEWER]))
        # The first price in a currency: visitors can choose it from now on, on every page.
        assert touched() == (names(tree.course) | LISTS, producer(tree.owner) | {"site"})

    def test_a_lesson_that_is_closed_to_the_public_is_closed_at_once(self, live):
        def publish(*, open_preview):
            lesson = live.tree.lessons[0].get_latest_revision_as_object()
            lesson.is_preview = open_preview
            lesson.save_revision(user=live.tree.owner)
            version = submit_course(live.course, actor=live.tree.owner)
            settle()
            approve_and_publish(version, reviewer=live.reviewer)
            return touched()

        expire, _ = publish(open_preview=True)
        assert expire == set()
        expire, _ = publish(open_preview=False)
        assert names(live.course) <= expire

    def test_scheduled_publication_is_told_when_it_happens(self, live):
        complete(live.tree.page, summary="Later.")
        second = submit_course(live.course, actor=live.tree.owner)
        settle()
        moment = clock.now() + timedelta(hours=2)
        approve(second, actor=live.reviewer, publish_at=moment)
        jobs.run_pending()
        assert touched() == (set(), set())
        with clock.held_at(moment + timedelta(seconds=1)):
            jobs.run_pending()
        assert names(live.course) <= touched()[1]

    def test_a_publication_that_dies_tells_nothing(self, live, monkeypatch):
        complete(live.tree.page, summary="Never.")
        second = submit_course(live.course, actor=live.tree.owner)
        settle()
        approve(second, actor=live.reviewer)

        def die(*_):
            raise RuntimeError("killed before the commit")

        monkeypatch.setattr("courses.operations.publication.switching.clean_up", die)
        with pytest.raises(RuntimeError):
            publish_submission(second.pk)
        assert touched() == (set(), set())

    def test_an_older_version_comes_back(self, live):
        complete(live.tree.page, summary="Second.")
        approve_and_publish(submit_course(live.course, actor=live.tree.owner), reviewer=live.reviewer)
        settle()
        roll_back(live.course, live.submission, actor=live.tree.owner)
        publish_submission(live.submission.pk)
        assert names(live.course) | LISTS <= touched()[1]

    def test_archiving_withdrawing_and_restoring_act_at_once(self, live, administrator):
        everything = names(live.course) | producer(live.tree.owner) | LISTS
        archive_course(live.course, actor=live.tree.owner)
        assert everything <= touched()[0]
        restore_course(live.course, actor=live.tree.owner)
        assert everything <= touched()[0]
        withdraw_course(live.course, actor=administrator, reason="Music rights.")
        assert everything <= touched()[0]

    def test_a_refused_change_tells_nothing(self, live):
        with pytest.raises(Exception, match="may not"):
            withdraw_course(live.course, actor=live.tree.owner)
        assert touched() == (set(), set())

    def test_what_is_rolled_back_tells_nothing(self, live):
        with transaction.atomic():
            archive_course(live.course, actor=live.tree.owner)
            transaction.set_rollback(True)
        assert touched() == (set(), set())


class TestSettings:
    def test_a_new_address_names_the_old_one_too(self, live, administrator):
        former = live.course.slug
        change_settings(live.course, CourseSettings(None, slug="salsa-for-all"), actor=administrator)
        expire, _ = touched()
        assert expire == {f"course:{live.course.public_id}", f"course:{former}", "course:salsa-for-all", *LISTS}

    def test_a_featured_course_changes_the_front_page(self, live, administrator):
        change_settings(live.course, CourseSettings(None, is_featured=True), actor=administrator)
        assert touched()[1] == names(live.course) | LISTS

    def test_fewer_seats_show_at_once(self, live):
        change_settings(live.course, CourseSettings(seat_limit=10), actor=live.tree.owner)
        assert touched() == (names(live.course), set())

    def test_a_draft_nobody_sees_tells_nothing(self, administrator):
        tree, _ = submitted_course()
        settle()
        change_settings(tree.course, CourseSettings(5, slug="unseen", is_featured=True), actor=administrator)
        assert touched() == (set(), set())

    def test_a_confirmed_price_acts_at_once_and_a_proposed_one_not_at_all(self, live, administrator):
        price = propose_course_price(live.course, amount_minor=2500, currency="EUR", actor=live.tree.owner)
        assert touched() == (set(), set())
        confirm_course_price(live.course, price, actor=administrator)
        assert touched() == (names(live.course) | LISTS, {"site"})
        dearer = propose_course_price(live.course, amount_minor=3500, currency="EUR", actor=live.tree.owner)
        confirm_course_price(live.course, dearer, actor=administrator)
        assert touched() == (names(live.course) | LISTS, set())

    def test_the_last_seat_and_a_seat_that_comes_free_show_at_once(self, live):
        change_settings(live.course, CourseSettings(seat_limit=2), actor=live.tree.owner)
        settle()
        first, second = UserFactory.create_batch(2)
        settle()
        enrol_learner(live.course, first, source=EnrolmentSource.FREE, actor=first)
        assert touched() == (set(), set())
        enrol_learner(live.course, second, source=EnrolmentSource.FREE, actor=second)
        assert touched() == (names(live.course), set())
        leave_course(live.course, second, actor=second)
        assert touched() == (names(live.course), set())
        leave_course(live.course, first, actor=first)
        assert touched() == (set(), set())

    def test_a_course_that_changes_hands_shows_its_new_owner(self, live):
        heir = UserFactory(roles=[Role.PRODUCER])
        invitation = offer_course(live.course, heir.email, actor=live.tree.owner)
        settle()
        accept_invitation(invitation, actor=heir)
        jobs.run_pending()
        assert names(live.course) | producer(heir) | producer(live.tree.owner) <= touched()[1]


class TestReviews:
    @pytest.fixture
    def learner(self, live):
        person = UserFactory()
        enrol_learner(live.course, person, source=EnrolmentSource.FREE, actor=person)
        settle()
        return person

    def test_what_is_written_may_be_late_and_what_is_taken_away_may_not(self, live, learner, administrator):
        review = write_review(live.course, learner, stars=4, text="Good.", actor=learner)
        assert touched() == (set(), names(live.course) | {"courses"})
        write_review(live.course, learner, stars=4, text="Good.", actor=learner)
        assert touched() == (set(), set())
        write_review(live.course, learner, stars=5, text="Better.", actor=learner)
        assert touched() == (set(), names(live.course) | {"courses"})
        answer_review(review, answer="Thank you.", actor=live.tree.owner)
        assert touched() == (set(), names(live.course) | {"courses"})
        hide_review(review, reason="Rude.", actor=administrator)
        assert touched() == (names(live.course), {"courses"})
        restore_review(review, actor=administrator)
        assert touched() == (names(live.course), {"courses"})
        take_back_review(review, actor=learner)
        assert touched() == (names(live.course), {"courses"})


class TestTerms:
    def test_a_renamed_category_changes_its_page_the_lists_and_the_courses_in_it(self, live):
        dance = Category.objects.get(slug="dance")
        dance.name, dance.slug = "Dancing", "dancing"
        dance.save()
        assert touched() == ({"category:dance"}, {"category:dancing", "terms", *LISTS})
        jobs.run_pending()
        assert names(live.course) <= touched()[1]

    def test_a_level_has_no_page_of_its_own(self, live):
        Level.objects.get(slug="beginner").save()
        assert touched() == (set(), {"terms", *LISTS})

    def test_a_new_term_stands_in_the_lists(self):
        Category.objects.create(name="Mime", slug="mime")
        assert touched() == (set(), {"category:mime", "terms", *LISTS})

    def test_a_deleted_one_is_gone_at_once(self):
        mime = Category.objects.create(name="Mime", slug="mime")
        settle()
        mime.delete()
        assert touched() == ({"category:mime", "terms", *LISTS}, set())


class TestProducers:
    @pytest.fixture
    def inez(self):
        person = UserFactory(roles=[Role.PRODUCER])
        update_profile(person, actor=person, producer_slug="inez")
        settle()
        return person

    def test_their_page_and_the_list_follow_what_they_say(self, inez):
        update_profile(inez, actor=inez, headline="Flamenco since 1998")
        assert touched() == (set(), {f"producer:{inez.public_id}", "producer:inez", "producers"})

    def test_pages_of_their_courses_show_what_they_say(self, live):
        update_profile(live.tree.owner, actor=live.tree.owner, headline="Flamenco since 1998")
        assert names(live.course) <= touched()[1]

    def test_what_only_they_see_is_no_change(self, live):
        choose_context(live.tree.owner, Role.PRODUCER, actor=live.tree.owner)
        assert touched() == (set(), set())

    def test_all_their_courses_are_one_change(self, inez, administrator):
        courses = [live_course(owner=inez, title=title).course for title in ("Bulerías", "Soleá", "Tangos")]
        for change in (
            lambda: update_profile(inez, actor=inez, headline="Flamenco since 1998"),
            lambda: pause_role(inez, Role.PRODUCER, actor=inez),
        ):
            settle()
            change()
            rows = [row for row in Revalidation.objects.all() if names(courses[0]) <= {*row.expire, *row.stale}]
            assert len(rows) == 1
            assert {name for course in courses for name in names(course)} <= {*rows[0].expire, *rows[0].stale}

    def test_the_old_address_expires(self, inez):
        update_profile(inez, actor=inez, producer_slug="inez-romero")
        expire, stale = touched()
        assert (f"producer:{inez.public_id}" in expire | stale, "producer:inez" in expire) == (True, True)
        assert {"producer:inez-romero", "producers"} <= stale

    def test_a_name_changes_their_courses_too(self):
        live = published_course()
        settle()
        update_profile(live.tree.owner, actor=live.tree.owner, display_name="Inez Romero")
        jobs.run_pending()
        assert names(live.course) <= touched()[1]

    def test_a_learner_has_no_page(self):
        learner = UserFactory()
        settle()
        update_profile(learner, actor=learner, headline="Beginner")
        assert touched() == (set(), set())

    def test_who_is_suspended_or_comes_back_does_so_at_once(self, inez, administrator):
        everything = {f"producer:{inez.public_id}", "producer:inez", "producers", *LISTS}
        suspend_person(inez, reason="Stolen film.", actor=administrator)
        assert touched() == (everything, set())
        restore_person(inez, reason="A mistake.", actor=administrator)
        assert touched() == (everything, set())
        end_role(inez, Role.PRODUCER, actor=administrator)
        assert touched() == (everything, set())
        grant_role(inez, Role.PRODUCER, actor=administrator)
        assert touched() == (everything, set())


class TestMedia:
    def test_a_replaced_picture_is_made_anew_and_changes_the_courses_that_show_it(self, live):
        picture = live.tree.page.get_latest_revision_as_object().thumbnail
        picture.title, picture.width = "A wider one", picture.width + 100
        picture.save()
        assert touched() == ({f"media:{picture.public_id}"}, set())
        jobs.run_pending()
        assert names(live.course) <= touched()[1]

    def test_a_deleted_one_is_gone_at_once(self):
        picture = ImageFactory()
        settle()
        picture.delete()
        assert touched() == ({f"media:{picture.public_id}"}, set())
