"""Producers see their drafts as learners would, and nobody else sees them."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in_to_admin
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-B6")]

COURSE = "small-is-not-less"
TYPED, SAVED = "Half a breath before the line", "A whole breath before the line"


# Wagtail compares what is typed with what it finds in the form two seconds after the page came: what is typed before
# that counts as no change.
NOTE_WHEN_WATCHED = """
    document.addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = 'yes' })
"""


def open_first_lesson(page, perfomix):
    """As the producer of a course that was never published, go down to its first lesson, until its editor listens."""
    page.add_init_script(NOTE_WHEN_WATCHED)
    sign_in_to_admin(page, perfomix, "rafe@demo.perfomix.example")
    main = page.get_by_role("main")
    main.get_by_role("link", name="Small is not less").click()
    main.get_by_role("link", name="Explore child pages").first.click()
    main.locator("table").get_by_role("link").locator("visible=true").and_(
        page.locator("[href$='/edit/']")
    ).first.click()
    expect(page.get_by_role("heading", level=1, name="Editing Lesson")).to_be_visible()
    expect(page.locator("html[data-watched]")).to_have_count(1)


def press(page, key):
    """Press a key once the page listens to keys, which its help tells."""
    dialog = page.get_by_role("dialog")
    until(lambda: page.keyboard.press("?") or dialog.is_visible(), "the page to listen to keys")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press(key)


def test_a_draft_is_followed_by_who_writes_it_alone(perfomix, browse):
    page, stranger = browse(), browse()
    open_first_lesson(page, perfomix)
    title = page.get_by_role("textbox", name="Title*")
    page.get_by_role("button", name="Toggle preview").click()
    panel = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    expect(panel).to_have_text(title.input_value())
    title.fill(TYPED)
    expect(panel).to_have_text(TYPED)
    # What is typed while Wagtail's answer to a save is under way counts as saved, until more is typed.
    expect(page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview in new tab").click()
    tab = opened.value
    browse.complaints.watch(tab, perfomix.shop, perfomix.api)
    heading = tab.get_by_role("heading", level=1)
    expect(heading).to_have_text(TYPED)
    expect(tab.get_by_role("complementary", name="Draft preview")).to_be_visible()

    page.bring_to_front()
    title.fill(SAVED)
    expect(panel).to_have_text(SAVED)
    tab.bring_to_front()
    expect(heading).to_have_text(SAVED)  # saved by itself, and seen there by itself

    first = tab.url
    press(tab, "n")
    expect(tab).not_to_have_url(first)
    expect(heading).not_to_have_text(SAVED)
    expect(tab).to_have_url(re.compile("/preview/[^/]+/lessons/"))
    press(tab, "p")
    expect(tab).to_have_url(first)
    expect(heading).to_have_text(SAVED)

    stranger.goto(tab.url)
    expect(stranger).to_have_url(f"{perfomix.shop}/preview/ended")
    browse.complaints.forgive("404 (Not Found)", where=COURSE)
    stranger.goto(f"/courses/{COURSE}")
    expect(stranger.get_by_text(SAVED)).to_have_count(0)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This page has left the stage")
