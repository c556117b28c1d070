"""A learner puts a course by, finds a note again, and writes down what they practised; with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, sign_in, sign_up
from tests.storefront.test_accessibility import PAIRS, fits_and_is_free_of_violations
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C14", "req-C15", "req-F5")]

COURSE = "/courses/adagio-and-allegro"


def look_at(page):
    """In both themes and on both widths."""
    for theme, size in PAIRS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        fits_and_is_free_of_violations(page)


def wishes(page):
    return [each["path"] for each in page.request.get("/api/v1/me/wishes").json()["wishes"]]


def test_a_visitor_signs_in_and_finds_it_put_by(perfomix, browse):
    sign_up(browse(), perfomix, "wishing@example.org", "Wishing")
    page = browse()
    page.goto(COURSE)
    page.get_by_role("main").get_by_role("button", name="Add to wish list").first.click()
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_label("E-mail address").fill("wishing@example.org")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(f"{COURSE}$"))
    expect(page.get_by_role("main").get_by_role("button", name="On your wish list").first).to_have_attribute(
        "aria-pressed", "true"
    )
    assert wishes(page) == [COURSE]
    page.get_by_role("main").get_by_role("button", name="On your wish list").first.click()
    expect(page.get_by_role("main").get_by_role("button", name="Add to wish list").first).to_be_visible()
    assert wishes(page) == []


def test_wishes_are_put_by_and_moved_to_the_cart_without_scripts(perfomix, browse):
    sign_up(browse(), perfomix, "wishing-plainly@example.org", "Wishing plainly")
    page = browse(java_script_enabled=False)
    sign_in(page, "wishing-plainly@example.org")
    page.goto("/bundles/bow-voice-and-palms")
    page.get_by_role("main").get_by_role("button", name="Add to wish list").click()
    page.wait_for_url(re.compile("/account/wishes$"))
    page.get_by_role("button", name=re.compile("^Move to the cart: ")).click()
    page.wait_for_url(re.compile("/cart$"))
    page.goto("/account/wishes")
    expect(page.get_by_role("heading", name="Your wish list is empty")).to_be_visible()


def test_a_note_is_found_led_back_from_and_changed(browse):
    page = browse()
    sign_in(page, "learner@demo.perfomix.example")
    page.goto("/account/notes")
    page.get_by_label("Words in the note").fill("aloud")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(re.compile("q=aloud"))
    note = page.get_by_role("main").get_by_role("listitem").filter(has_text="Count this bar")
    expect(note).to_be_visible()
    look_at(page)
    note.get_by_text("Change or take away").click()
    note.get_by_role("textbox", name="Note").fill("Count this bar aloud, slowly.")
    note.get_by_role("button", name="Save").click()
    expect(note.get_by_text("Count this bar aloud, slowly.").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Text (Markdown)").click()
    assert "**0:21** Count this bar aloud, slowly." in saved.value.path().read_text()
    note.get_by_role("link", name=re.compile("^To 0:21 in ")).click()
    page.wait_for_url(re.compile("#at-"))
    seconds = "[...document.querySelectorAll('video, audio')].map((each) => each.currentTime)"
    until(lambda: any(abs(each - 21.5) < 0.5 for each in page.evaluate(seconds)), "the film to stand at the note")


def test_practice_is_written_down_once_and_a_goal_is_set(browse):
    page = browse()
    sign_in(page, "learner@demo.perfomix.example")
    expect(page.get_by_role("link", name=re.compile("this week"))).to_be_visible()
    page.goto("/account/practice")
    look_at(page)
    form = page.get_by_role("main")
    form.get_by_label("Minutes").first.fill("35")
    form.get_by_label("What", exact=True).first.fill("Pliés before breakfast")
    form.get_by_role("button", name="Write it down").click()
    entry = form.get_by_role("listitem").filter(has_text="Pliés before breakfast")
    expect(entry).to_have_count(1)
    expect(entry.get_by_text("35 minutes")).to_be_visible()
    form.get_by_label("I want to practise on").select_option("5")
    form.get_by_role("button", name="Save").last.click()
    expect(form.get_by_text(re.compile("of 5 days"))).to_be_visible()
