"""Loads the demo, whole or not at all, once."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction

from cms.demo.announcements import tell_demo_learners
from cms.demo.books import contents_of
from cms.demo.bundles import make_bundles
from cms.demo.cohorts import make_cohorts
from cms.demo.habits import keep_habits
from cms.demo.learners import review_course, told_reviews
from cms.demo.paths import make_paths
from cms.demo.people import create_cast, is_loaded
from cms.demo.plans import make_plan
from cms.demo.questions import discuss, told_questions
from cms.demo.site import write_site
from cms.demo.story import CourseStory, create_checklist, stories
from kit import clock
from notices.models import Notice

# Two starts at once take turns here; the second finds the demo loaded.
LOCK = 0x70_65_72_66
READ_AFTER = timedelta(days=14)

Say = Callable[[str], None]


@transaction.atomic
def load_demo(say: Say) -> bool:
    """Load the demo and tell of each step. False when it was there already."""
    if is_loaded():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if is_loaded():
        return False
    start = clock.now()
    say("people")
    cast = create_cast(start)
    create_checklist()
    told, reviews, questions = stories(), told_reviews(), told_questions()
    for number, (slug, story) in enumerate(told.items(), start=1):
        say(f"course {number} of {len(told)}, “{contents_of(slug)['title']}”")
        course = CourseStory(slug, story, cast, start).tell()
        for review in reviews.get(slug, []):
            review_course(course, review, cast[review["learner"]], start=start)
        for question in questions.get(slug, []):
            discuss(course, question, cast, start=start)
    tell_demo_learners(start)
    make_plan(cast["administrator"])
    make_bundles(cast["administrator"])
    make_cohorts(cast, start)
    make_paths(cast, start)
    keep_habits(cast["learner"], start)
    write_site(cast["administrator"], start, say)
    _settle_notices()
    return True


def _settle_notices() -> None:
    """Nobody wants a year of letters at once; what is old has been read."""
    now = clock.now()
    Notice.objects.filter(letter_sent_at=None).update(letter_sent_at=now)
    Notice.objects.filter(read_at=None, created_at__lt=now - READ_AFTER).update(read_at=now - READ_AFTER)
