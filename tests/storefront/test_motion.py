"""Who asked their system for less motion gets none."""

import pytest

from tests.storefront.people import sign_in

pytestmark = pytest.mark.browser

COURSE = "/courses/six-strings-four-fingers"
# The longest that anything on the page would take to move, in seconds.
LONGEST = """() => Math.max(...[...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationDuration } = getComputedStyle(element);
    return `${transitionDuration},${animationDuration}`.split(',').map(parseFloat);
}))"""
SMOOTH = "() => [...document.querySelectorAll('*')].some((each) => getComputedStyle(each).scrollBehavior === 'smooth')"


def motion(page, path):
    page.goto(path)
    assert not page.evaluate("[...document.querySelectorAll('video, audio')].some((each) => each.autoplay)")
    return page.evaluate(LONGEST)


def test_nothing_moves_for_who_asked_for_that(browse):
    moving, still = browse(), browse(reduced_motion="reduce")
    for path in ("/", "/courses", COURSE):
        assert motion(moving, path) >= 0.1
        assert motion(still, path) < 0.001
        assert not still.evaluate(SMOOTH)
    sign_in(still, "kofi@demo.perfomix.example")
    assert motion(still, COURSE.replace("/courses/", "/learning/")) < 0.001
