"""What a session that ends in the middle of something costs: nothing that was typed, and no way back lost."""

import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, end_all_sessions, sign_in

pytestmark = pytest.mark.browser

REVIEWER, PRODUCER, ADMINISTRATOR = (
    f"{name}@demo.perfomix.example" for name in ("reviewer", "producer", "administrator")
)
LINE = "A line that nobody may lose"


def test_a_form_outlives_the_session(perfomix, browse):
    page = browse()
    sign_in(page, REVIEWER, then="/account/profile")
    field = page.get_by_label("In a line")
    field.fill(LINE)
    end_all_sessions(perfomix, REVIEWER)
    page.get_by_role("button", name="Save", exact=True).click()

    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("E-mail address").fill(REVIEWER)
    dialog.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    expect(field).to_have_value(LINE)

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(field).to_have_value(LINE)


def test_a_session_ended_elsewhere_leads_to_signing_in_and_back(perfomix, browse):
    page = browse()
    sign_in(page, PRODUCER, then="/account")
    end_all_sessions(perfomix, PRODUCER)
    page.goto("/account/security")
    expect(page.get_by_text("was ended from another device")).to_be_visible()
    assert page.context.cookies() == []
    page.get_by_label("E-mail address").fill(PRODUCER)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Sign-in and devices")).to_be_visible()


def test_no_link_signs_anybody_out_or_leads_away(browse):
    page = browse()
    sign_in(page, ADMINISTRATOR, then="/account")
    page.goto("/session-ended?next=//elsewhere.example")
    expect(page.get_by_role("heading", level=1, name="My learning")).to_be_visible()


def test_signing_in_works_without_scripts(browse):
    page = browse(java_script_enabled=False)
    page.goto("/sign-in")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Show the password")).to_be_hidden()
    sign_in(page, ADMINISTRATOR, then="/account")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
