"""Every page in both themes and on both widths: nothing that axe knows is wrong, nothing is wider than the screen."""

import json
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from config.storefront import FOLDER
from tests.storefront.accessibility import violations
from tests.storefront.asking import ask, lessons_of
from tests.storefront.people import link_in_letter, sign_in, sign_in_to_admin
from tests.storefront.test_buying import buy
from tests.storefront.test_gifts import give, pay
from tests.storefront.waiting import PATIENCE, until

pytestmark = [pytest.mark.browser, pytest.mark.covers("fault-A1", "req-I3")]

COURSE = "adagio-and-allegro"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# Each page once in each theme and once on each width; the other two pairs with --full.
PAIRS = [("light", PHONE), ("dark", DESKTOP), ("dark", PHONE), ("light", DESKTOP)]

# The pages by the routes that make them. `{…}` is found in the demo, or made for the test.
OPEN_PAGES = {
    "/": ["/"],
    "/courses": ["/courses"],
    "/found/courses": ["/courses?q=ballet"],
    "/courses/[slug]": ["/courses/adagio-and-allegro"],
    "/courses/[slug]/reviews": ["/courses/adagio-and-allegro/reviews"],
    "/courses/[slug]/lessons/[id]": ["{open lesson}", "{closed lesson}"],
    "/bundles": ["/bundles"],
    "/found/bundles": ["{more bundles}"],
    "/bundles/[slug]": ["/bundles/bow-voice-and-palms"],
    "/categories/[slug]": ["{category}"],
    "/artists": ["/artists"],
    "/artists/[slug]": ["{artist}"],
    "/found/artists": ["{more artists}"],
    "/plans": ["/plans"],
    "/cart": ["/cart"],
    "/sign-in": ["/sign-in"],
    "/sign-up": ["/sign-up"],
    "/verify-email": ["/verify-email", "/verify-email?key=sample"],
    "/forgot-password": ["/forgot-password"],
    "/reset-password": ["/reset-password?key=sample"],
    "/confirm-email": ["/confirm-email?key=sample"],
    "/[...path]": [
        "/articles", "/articles/the-eight-minute-practice", "/help", "/contact", "/privacy", "/no/such/page",
    ],
    "/found/[...path]": ["/help?q=password"],
    "/offline": ["/offline"],
    "/preview/ended": ["/preview/ended"],
    "/gifts/[code]": ["{gift}"],
    "/certificates": ["/certificates"],
    "/certificates/[number]": ["/certificates/nothing"],
}  # fmt: skip

# As somebody who learns, with something in progress and something finished.
PERSONAL_PAGES = {
    "/learning": ["/learning"],
    "/learning/[slug]": ["{learning}"],
    "/learning/[slug]/course": ["{learning}/course"],
    "/courses/[slug]/lessons/[id]": ["{lesson}"],
    "/notices": ["/notices"],
    "/cart": ["/cart"],
    "/give/[slug]": ["/give/adagio-and-allegro"],
    "/account": ["/account"],
    "/account/certificates": ["/account/certificates"],
    "/account/certificates/[number]": ["{certificate}"],
    "/account/orders": ["/account/orders"],
    "/account/orders/[id]": ["{order}", "{paid order}"],
    "/account/plan": ["/account/plan"],
    "/account/work": ["/account/work"],
    "/account/profile": ["/account/profile"],
    "/account/security": ["/account/security"],
    "/account/preferences": ["/account/preferences"],
    "/account/roles": ["/account/roles"],
    "/account/terms": ["/account/terms"],
}
# As an administrator, who opens them from the editors of what bears these titles.
DRAFTS = {
    "/preview/[id]/course": ["Small is not less"],
    "/preview/[id]/lessons/[lesson]": ["Thinking in close-up"],
    "/preview/[id]/page": ["The eight-minute practice"],
}
# By who has a plan, is asked a quiz, hands work in, asks something, or has yet to earn a certificate: in test_plans.py,
# test_quizzes.py, test_assignments.py, test_questions.py and test_certificates.py.
LOOKED_AT_THERE = {
    "/learning/[slug]/certificate",
    "/courses/[slug]/lessons/[id]/assignments/[assignment]",
    "/account/plan/change",
    "/courses/[slug]/lessons/[id]/questions",
    "/courses/[slug]/lessons/[id]/questions/[question]",
    "/courses/[slug]/lessons/[id]/quizzes/[quiz]",
    "/courses/[slug]/lessons/[id]/quizzes/[quiz]/attempts/[attempt]",
}


def test_every_route_is_looked_at():
    app = FOLDER / "src" / "app" / "[locale]"
    routes = {
        "/" + "/".join(part for part in page.parent.relative_to(app).parts if not part.startswith("("))
        for page in app.rglob("page.tsx")
    }
    assert routes == {*OPEN_PAGES, *PERSONAL_PAGES, *DRAFTS, *LOOKED_AT_THERE}


def case(path, theme, size, *marks):
    width = "phone" if size is PHONE else "desktop"
    return pytest.param(path, theme, size, marks=marks, id=f"{path}-{theme}-{width}")


def cases(pages):
    """Each page with two of the pairs, neighbours taking turns, and with the other two marked full."""
    found = []
    for number, path in enumerate(path for paths in pages.values() for path in paths):
        now, later = (PAIRS[:2], PAIRS[2:]) if number % 2 == 0 else (PAIRS[2:], PAIRS[:2])
        found += [case(path, *pair) for pair in now]
        found += [case(path, *pair, pytest.mark.full) for pair in later]
    return found


def look_at(page, path):
    page.goto(path, wait_until="networkidle")
    fits_and_is_free_of_violations(page)


def fits_and_is_free_of_violations(page):
    assert violations(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"the page is {wider} pixels wider than the screen"


@dataclass(frozen=True)
class Places:
    """What the names in braces stand for, and what the browser of whose pages they are keeps."""

    found: dict
    state: dict


@pytest.fixture(scope="session")
def learner(perfomix, chromium):
    """What the browser of a signed-in learner keeps, who has begun to buy one thing and given another."""
    context = chromium.new_context(base_url=perfomix.shop)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    sign_in(page, "learner@demo.perfomix.example")
    held = page.request.get("/api/v1/me/learning").json()["results"]
    courses = asked(perfomix, "/courses?page_size=50")["results"]
    priced = {each["document"]["slug"] for each in courses if each["live"]["price"]["amount_minor"]}
    buy(page, min(priced - {each["document"]["slug"] for each in held}))
    order = page.url
    give(page, "axe@example.org")
    pay(page)
    slug = held[0]["document"]["slug"]
    lesson = page.request.get(f"/api/v1/me/learning/{slug}").json()["resume"]
    certificate = page.request.get("/api/v1/me/certificates").json()[0]["number"]
    places = {
        "{learning}": f"/learning/{slug}",
        "{lesson}": f"/courses/{slug}/lessons/{lesson['lesson']}",
        "{certificate}": f"/account/certificates/{certificate}",
        "{order}": order,
        "{paid order}": page.url,
        "{gift}": link_in_letter(perfomix, "axe@example.org", "gives you"),
    }
    yield Places(places, context.storage_state())
    context.close()


def asked(perfomix, what):
    return json.loads(ask(f"{perfomix.api}/api/v1{what}").body)


@pytest.fixture(scope="session")
def places(perfomix, learner):
    """What the names in braces stand for."""
    lessons = lessons_of(perfomix, COURSE)
    open_, closed = (
        next(each["id"] for each in lessons if (each["access"] == "preview") == is_open) for is_open in (True, False)
    )
    course = asked(perfomix, f"/courses/{COURSE}")["document"]
    more = {
        "{open lesson}": f"/courses/{COURSE}/lessons/{open_}",
        "{closed lesson}": f"/courses/{COURSE}/lessons/{closed}",
        "{category}": f"/categories/{course['category']['slug']}",
        "{artist}": f"/artists/{course['producer']['slug']}",
        "{more bundles}": f"/bundles?cursor={quote(asked(perfomix, '/bundles?page_size=1')['next_cursor'])}",
        "{more artists}": f"/artists?cursor={quote(asked(perfomix, '/producers?page_size=1')['next_cursor'])}",
    }
    return Places({**learner.found, **more}, learner.state)


def address(path, places):
    for name, found in places.found.items():
        path = path.replace(name, found)
    assert "{" not in path
    return path


@pytest.mark.parametrize(("path", "theme", "size"), cases(OPEN_PAGES))
def test_a_page_that_is_open_to_everybody(browse, places, path, theme, size):
    page, at = browse(viewport=size, color_scheme=theme), address(path, places)
    browse.complaints.forgive("404 (Not Found)", where=at)
    look_at(page, at)


@pytest.mark.parametrize(("path", "theme", "size"), cases(PERSONAL_PAGES))
def test_a_page_of_ones_own(browse, places, path, theme, size):
    look_at(browse(viewport=size, color_scheme=theme, storage_state=places.state), address(path, places))


def open_editor(page, perfomix, title):
    """Of the page with this title, found by the admin's search, which the worker fills."""
    found = page.get_by_role("main").get_by_role("link", name=title).first
    search = f"{perfomix.api}/admin/pages/search/?q={quote(title)}"
    until(lambda: page.goto(search) and found.is_visible(), f"the search to find “{title}”")
    found.click()


def open_draft(page):
    """In a tab of its own, from the editor that the page shows."""
    page.get_by_role("button", name="Toggle preview").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview in new tab").click()
    expect(opened.value.get_by_role("complementary", name="Draft preview")).to_be_visible()
    return opened.value


@pytest.mark.parametrize(("title", "theme", "size"), cases(DRAFTS))
def test_a_draft(perfomix, browse, title, theme, size):
    page = browse(viewport=DESKTOP, color_scheme=theme)
    sign_in_to_admin(page, perfomix, "administrator@demo.perfomix.example")
    open_editor(page, perfomix, title)
    draft = open_draft(page)
    draft.set_viewport_size(size)
    fits_and_is_free_of_violations(draft)
