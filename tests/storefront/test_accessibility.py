"""Every page in both themes and on both widths: nothing that axe knows is wrong, nothing is wider than the screen."""

import pytest

from tests.storefront.accessibility import violations
from tests.storefront.people import sign_in
from tests.storefront.waiting import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.covers("fault-A1", "req-I3")]

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# Each page once in each theme and once on each width; the other two pairs with --full.
PAIRS = [("light", PHONE), ("dark", DESKTOP), ("dark", PHONE), ("light", DESKTOP)]

OPEN_PAGES = [
    "/",
    "/courses/adagio-and-allegro",
    "/sign-in",
    "/sign-up",
    "/verify-email",
    "/verify-email?key=sample",
    "/forgot-password",
    "/reset-password?key=sample",
    "/confirm-email?key=sample",
    "/articles",
    "/articles/the-eight-minute-practice",
    "/help",
    "/help?q=password",
    "/contact",
    "/privacy",
    "/offline",
    "/preview/ended",
    "/no/such/page",
]

# As somebody who learns, with something in progress and something finished.
PERSONAL_PAGES = [
    "/learning",
    "/notices",
    "/account",
    "/account/profile",
    "/account/security",
    "/account/preferences",
    "/account/roles",
    "/account/terms",
]


def case(path, theme, size, *marks):
    width = "phone" if size is PHONE else "desktop"
    return pytest.param(path, theme, size, marks=marks, id=f"{path}-{theme}-{width}")


def cases(pages):
    """Each page with two of the pairs, neighbours taking turns, and with the other two marked full."""
    found = []
    for number, path in enumerate(pages):
        now, later = (PAIRS[:2], PAIRS[2:]) if number % 2 == 0 else (PAIRS[2:], PAIRS[:2])
        found += [case(path, *pair) for pair in now]
        found += [case(path, *pair, pytest.mark.full) for pair in later]
    return found


def look_at(page, path):
    page.goto(path, wait_until="networkidle")
    assert violations(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"the page is {wider} pixels wider than the screen"


@pytest.mark.parametrize(("path", "theme", "size"), cases(OPEN_PAGES))
def test_a_page_that_is_open_to_everybody(browse, path, theme, size):
    page = browse(viewport=size, color_scheme=theme)
    browse.complaints.forgive("404 (Not Found)", where=path)
    look_at(page, path)


@pytest.fixture(scope="session")
def learner(perfomix, chromium):
    """What the browser of a signed-in learner keeps."""
    context = chromium.new_context(base_url=perfomix.shop)
    context.set_default_timeout(PATIENCE * 1000)
    sign_in(context.new_page(), "learner@demo.perfomix.example")
    yield context.storage_state()
    context.close()


@pytest.mark.parametrize(("path", "theme", "size"), cases(PERSONAL_PAGES))
def test_a_page_of_ones_own(browse, learner, path, theme, size):
    look_at(browse(viewport=size, color_scheme=theme, storage_state=learner), path)
