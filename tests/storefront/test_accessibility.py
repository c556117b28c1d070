"""Every page in both themes and on both widths: nothing that axe knows is wrong, nothing is wider than the screen."""

import pytest

from tests.storefront.accessibility import violations

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# Each page once in each theme and once on each width; the other two pairs with --full.
PAIRS = [("light", PHONE), ("dark", DESKTOP), ("dark", PHONE), ("light", DESKTOP)]

OPEN_PAGES = [
    "/",
    "/courses/adagio-and-allegro",
    "/no/such/page",
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
