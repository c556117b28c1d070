"""The demo's all-access plan, and the courses that take part in it."""

from accounts.models import User
from commerce.enums import PlanInterval
from commerce.operations.plans import PlanTerms, write_plan
from courses.models import Course
from courses.operations.course_settings import CourseSettings, change_settings
from courses.operations.enrolment import has_a_price
from kit.money import Money

PRICES = {
    PlanInterval.MONTH: [Money(1_900, "EUR"), Money(3_000, "JPY")],
    PlanInterval.YEAR: [Money(19_000, "EUR"), Money(30_000, "JPY")],
}
FEATURES = """Every course that takes part, from the first lesson to the last
New courses as they come
Practice tools: loops, tempo, notes
Your place kept on every device
Pause or cancel at any time"""


def make_plan(administrator: User) -> None:
    """One plan, by the month and by the year; every course with a price takes part."""
    write_plan(
        None,
        PlanTerms(
            name="All access",
            summary="For curious feet, voices and hands.",
            features=FEATURES,
            rank=1,
            trial_days=7,
            commission_basis_points=3_000,
            is_offered=True,
            is_highlighted=True,
            prices={(interval, price.currency): price for interval, prices in PRICES.items() for price in prices},
        ),
        actor=administrator,
    )
    for course in Course.objects.published().order_by("pk"):
        if has_a_price(course):
            wanted = CourseSettings(seat_limit=course.seat_limit, in_plans=True)
            change_settings(course, wanted, actor=administrator)
