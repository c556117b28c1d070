"""Courses sold together: found on one of them, laid in the cart, paid at once, and all there afterwards."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import add_to_cart, sign_in, sign_up
from tests.storefront.test_buying import PAID, THERE, go_to_pay

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D5")]

BUNDLE, NAME = "bow-voice-and-palms", "Bow, voice and palms"
COURSES = ("the-bow-first", "musicalgesang", "compas")
TITLES = re.compile("^(The bow first|Musicalgesang|Compás)")


@pytest.fixture(autouse=True)
def not_joined_yet(browse):
    """A course's page asks for a seat and a review that its buyer does not have yet."""
    for course in COURSES:
        for where in (f"/me/learning/{course}", f"/courses/{course}/reviews/mine"):
            browse.complaints.forgive("404 (Not Found)", where=where)


def test_a_bundle_is_bought_from_a_visitors_cart_and_every_course_is_there(perfomix, browse):
    sign_up(browse(), perfomix, "together@example.org", "Toni Together")
    page = browse()
    page.goto(f"/courses/{COURSES[0]}")
    page.get_by_role("link", name=re.compile(f"Also in {NAME}")).click()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(3)
    expect(page.get_by_text("€107.25").first).to_be_visible()
    expect(page.get_by_text("You save €35.75")).to_be_visible()
    add_to_cart(page)

    page.goto("/cart")
    expect(page.get_by_role("main").get_by_role("link", name=NAME)).to_be_visible()
    page.get_by_role("link", name="Sign in to buy").click()
    sign_in(page, "together@example.org", then="/cart")
    page.get_by_role("button", name="Pay €107.25").click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name=TITLES)).to_have_count(3)
    expect(page.get_by_text(f"Together in {NAME}")).to_be_visible()
    expect(page.get_by_text("−€35.75")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Receipt")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    page.goto("/learning")
    for course in COURSES:
        expect(page.locator(f'main a[href*="/courses/{course}"]').first).to_be_visible()
    page.goto(f"/bundles/{BUNDLE}")
    expect(page.get_by_text("You have every course of this bundle.")).to_be_visible()
    expect(page.get_by_text("You have it")).to_have_count(3)


def test_the_list_is_found_from_the_menu_and_shows_what_is_saved(browse):
    page = browse(viewport={"width": 1280, "height": 800})
    page.goto("/courses")
    menu = page.get_by_role("banner").get_by_role("navigation", name="Main")
    menu.locator("summary", has_text="For less").click()
    expect(menu.get_by_role("link", name="All access")).to_have_attribute("href", "/plans")
    menu.get_by_role("link", name="Bundles").click()
    expect(page.get_by_role("heading", level=1, name="Bundles")).to_be_visible()
    cards = page.get_by_role("main").get_by_role("article")
    expect(cards).to_have_count(2)
    card = cards.filter(has_text=NAME)
    expect(card).to_contain_text("3 courses · 25% less than one by one")
    expect(card).to_contain_text("€107.25")
    expect(card.get_by_role("deletion")).to_have_text("One by one: €143")
    expect(card).to_contain_text("You save €35.75")
    expect(card.locator("img[srcset]")).to_have_count(3)
    card.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    page.goto("/courses")
    page.get_by_role("link", name="Bundles: courses together for less").click()
    expect(cards).to_have_count(2)


def test_search_engines_find_the_list(browse):
    page = browse()
    page.goto("/bundles")
    told = [json.loads(each) for each in page.locator('script[type="application/ld+json"]').all_inner_texts()]
    found = next(each for each in told if each["@type"] == "ItemList")["itemListElement"]
    assert [each["name"] for each in found] == [NAME, "Four ways to move"]
    assert found[0]["url"].endswith(f"/bundles/{BUNDLE}")
    assert "/bundles</loc>" in page.request.get("/sitemap.xml").text()


def test_who_has_one_of_them_pays_for_the_others_alone(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "rest@example.org", "Remy Rest")
    page.goto(f"/courses/{COURSES[1]}")
    page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true").click()
    go_to_pay(page)
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()

    page.goto(f"/bundles/{BUNDLE}")
    expect(page.get_by_text("You have 1 of these courses already.")).to_be_visible()
    page.get_by_role("button", name="Buy the rest for €63").click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()
    expect(page.get_by_role("link", name="Pay €63")).to_be_visible()
    expect(page.get_by_text("−€21")).to_be_visible()


def test_what_is_not_offered_is_not_found(browse):
    page = browse()
    browse.complaints.forgive("404 (Not Found)", where="/bundles/nothing-like-this")
    answer = page.goto("/bundles/nothing-like-this")
    assert answer.status == 404
