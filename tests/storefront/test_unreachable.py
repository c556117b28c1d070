"""A storefront before an API that is slow, that fails, or that cannot be reached."""

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import ask
from tests.storefront.line import Line
from tests.storefront.people import has_arrived, sign_in
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-I4")]

KEPT, KEPT_TITLE = "/courses/adagio-and-allegro", "Adagio and allegro"
COURSE = "the-listening-actor"
FAILED = "That did not work"


@pytest.fixture
def shop(far_shop, browse):
    far_shop.line.mend()
    # Browsers count what fails as errors, and so does the page that stands in the place of another.
    browse.complaints.forgive("", where="")
    return far_shop


@pytest.mark.parametrize("disturbed", [Line.disturb, Line.cut])
def test_kept_pages_stand_and_others_come_when_they_can(shop, browse, disturbed):
    page = browse(base_url=shop.address)
    until(lambda: ask(shop.address + KEPT).headers["x-nextjs-cache"] == "HIT", f"{KEPT} to be kept")
    disturbed(shop.line)
    page.goto(KEPT)
    expect(page.get_by_role("heading", level=1, name=KEPT_TITLE)).to_be_visible()
    page.goto("/courses?price=free")
    expect(page.get_by_role("heading", level=1, name=FAILED)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="To the first page")).to_be_visible()
    shop.line.mend()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1, name="Courses", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Free")).to_be_checked()


def test_a_slow_api_is_waited_for(shop, browse):
    shop.line.hold_up(2)
    page = browse(base_url=shop.address)
    page.goto("/courses?price=free&sort=new")
    expect(page.get_by_role("heading", level=1, name="Courses", exact=True)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Six strings, four fingers").click()
    expect(page.get_by_role("heading", level=1, name="Six strings, four fingers")).to_be_visible()


@pytest.mark.parametrize("disturbed", [Line.disturb, Line.cut])
def test_what_was_done_in_a_lesson_is_sent_when_it_can_be(shop, browse, disturbed, request):
    learner = {Line.disturb: "beatriz", Line.cut: "noah"}[disturbed]
    page = browse(base_url=shop.address)
    sign_in(page, f"{learner}@demo.perfomix.example")
    with page.expect_response(has_arrived("start")):
        page.goto(f"/learning/{COURSE}")
    lesson = page.url

    disturbed(shop.line)
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("status").get_by_text("Kept on this device")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1, name=FAILED)).to_be_visible()

    shop.line.mend()
    with page.expect_response(has_arrived("complete")):
        page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(lesson)
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
