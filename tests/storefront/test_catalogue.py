"""Long lists of courses, and courses with long titles."""

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import tell
from tests.storefront.inside import run_inside
from tests.storefront.people import sign_in
from tests.storefront.publishing import LANGUAGES, LONG, MANY

pytestmark = pytest.mark.browser

PAGE = 24
NARROW = {"width": 320, "height": 700}


@pytest.fixture
def publish(perfomix):
    """Publish courses of a kind beside those of the demo; they are gone again at the end."""

    def run(words):
        run_inside(perfomix, "publishing", words)
        assert tell(perfomix, expire=["courses"]) == 204

    yield lambda kind: run(f"publish('{kind}')")
    run("remove()")


def cards(page):
    return page.get_by_role("main").locator("#courses > li")


def titles(page):
    return cards(page).get_by_role("heading").all_inner_texts()


def test_a_list_grows_where_it_stands(browse, publish):
    publish("many")
    page = browse()
    page.goto(f"/courses?language={LANGUAGES['many']}")
    expect(cards(page)).to_have_count(PAGE)
    first = titles(page)
    more = page.get_by_role("link", name="More courses")
    more.click()
    expect(cards(page)).to_have_count(2 * PAGE)
    expect(cards(page).nth(PAGE).get_by_role("link")).to_be_focused()
    assert page.url.endswith(f"/courses?language={LANGUAGES['many']}&pages=2")
    assert titles(page)[:PAGE] == first
    more.click()
    expect(cards(page)).to_have_count(3 * PAGE)
    place = cards(page).nth(2 * PAGE)
    expect(place.get_by_role("link")).to_be_focused()
    title = place.get_by_role("heading").inner_text()
    place.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.go_back()
    expect(cards(page)).to_have_count(3 * PAGE)
    expect(place).to_be_in_viewport()
    page.go_back()
    expect(cards(page)).to_have_count(2 * PAGE)


def test_the_whole_list_without_scripts(browse, publish):
    publish("many")
    page = browse(java_script_enabled=False)
    page.goto(f"/courses?language={LANGUAGES['many']}")
    more = page.get_by_role("link", name="More courses")
    for pages in (2, 3, 4):
        more.click()
        expect(cards(page)).to_have_count(pages * PAGE)
    found = titles(page)
    more.click()
    expect(cards(page)).to_have_count(MANY - 4 * PAGE)
    expect(more).to_have_count(0)
    assert sorted(found + titles(page)) == [f"Class {number:03}" for number in range(MANY)]


def wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_long_titles_stay_on_narrow_screens(browse, publish):
    publish("long")
    page = browse(viewport=NARROW)
    # Who has written no review yet is told so by the API's 404.
    sign_in(page, "learner@demo.perfomix.example", then="/learning")
    expect(page.get_by_role("heading", name=LONG["word"])).to_be_visible()
    assert wider_than_the_window(page) <= 0, "my learning"
    page.goto(f"/courses?language={LANGUAGES['long']}")
    expect(cards(page)).to_have_count(len(LONG))
    assert wider_than_the_window(page) <= 0, "the catalogue"
    addresses = [link.get_attribute("href") for link in cards(page).get_by_role("link").all()]
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert wider_than_the_window(page) <= 0, address
        page.goto(f"{address}/reviews")
        assert wider_than_the_window(page) <= 0, f"reviews of {address}"
        page.goto(address)
        page.get_by_role("main").get_by_role("link", name="Lesson 1").click()
        expect(page.get_by_role("heading", level=1, name="Lesson 1")).to_be_visible()
        assert wider_than_the_window(page) <= 0, f"a lesson of {address}"
