"""What stands around every page: the menus, and times as the reader's clock has them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in

pytestmark = pytest.mark.browser

GROUP = "What you can learn"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def header_of(page):
    return page.get_by_role("banner").get_by_role("navigation", name="Main")


def summary_of(page):
    return header_of(page).locator("summary", has_text=GROUP)


def test_a_group_of_the_menu_opens_by_keyboard(browse):
    page = browse(viewport=DESKTOP)
    page.goto("/courses")
    menu, summary = header_of(page), summary_of(page)
    first, last = menu.get_by_role("link", name="Dance"), menu.get_by_role("link", name="Acting")
    expect(first).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(last).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(first).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(last).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Paths")).to_be_focused()
    expect(last).to_be_hidden()


def test_a_group_of_the_menu_closes_when_one_is_elsewhere(browse):
    page = browse(viewport=DESKTOP)
    page.goto("/courses")
    menu, summary = header_of(page), summary_of(page)
    voice = menu.get_by_role("link", name="Voice")
    summary.click()
    expect(voice).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(voice).to_be_hidden()
    summary.click()
    voice.click()
    page.wait_for_url("**/categories/voice")
    expect(voice).to_be_hidden()
    expect(summary).to_have_attribute("aria-current", "true")


def test_a_group_of_the_menu_opens_without_scripts(browse):
    page = browse(viewport=DESKTOP, java_script_enabled=False)
    page.goto("/")
    summary_of(page).click()
    header_of(page).get_by_role("link", name="Acting").click()
    expect(page.get_by_role("heading", level=1, name="Acting")).to_be_visible()


def test_groups_stand_open_in_the_sheet_of_a_phone(browse):
    page = browse(viewport=PHONE)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    sheet = page.get_by_role("dialog", name="Menu")
    expect(sheet.get_by_role("heading", name=GROUP)).to_be_visible()
    sheet.get_by_role("link", name="Instrument").click()
    expect(page.get_by_role("heading", level=1, name="Instrument")).to_be_visible()
    expect(sheet).to_be_hidden()


def test_times_are_those_of_the_reader(browse):
    page = browse(timezone_id="Pacific/Kiritimati")
    sign_in(page, "learner@demo.perfomix.example", then="/notices")
    time = page.get_by_role("main").locator("time").first
    at = datetime.fromisoformat(time.get_attribute("datetime")).astimezone(ZoneInfo("Pacific/Kiritimati"))
    expect(time).to_have_attribute("title", f"{at.day} {at:%B %Y} at {at:%H:%M}")
