"""What a session that ends in the middle of something costs: nothing that was typed, and no way back lost."""

import psycopg
import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, end_all_sessions, sign_in, sign_in_to_admin, sign_up

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
    end_all_sessions(perfomix, browse, REVIEWER)
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
    end_all_sessions(perfomix, browse, PRODUCER)
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


def suspend(perfomix, browse, email, reason):
    """As an administrator does in the admin."""
    page = browse()
    sign_in_to_admin(page, perfomix, ADMINISTRATOR)
    with psycopg.connect(perfomix.database) as connection:
        [person] = connection.execute("SELECT id FROM accounts_user WHERE email = %s", [email]).fetchone()
    page.goto(f"{perfomix.api}/admin/people/{person}/suspend/")
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("main").get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("Suspended and signed out everywhere.")).to_be_visible()


@pytest.mark.parametrize("meanwhile", ["at once", "when the session would be renewed"])
def test_who_is_suspended_reads_so_and_whom_to_write_to(perfomix, browse, meanwhile):
    page, email = browse(), f"suspended.{meanwhile.replace(' ', '.')}@example.org"
    sign_up(page, perfomix, email, "Somebody")
    suspend(perfomix, browse, email, "Spam in reviews.")
    browse.complaints.forgive("401 (Unauthorized)", where="/me/summary")
    if meanwhile != "at once":
        page.context.clear_cookies(name="access")
    page.goto("/account/profile")
    expect(page.get_by_role("heading", level=1, name="Your account is suspended")).to_be_visible()
    expect(page.get_by_text("until they open it again")).to_be_visible()
    expect(page.get_by_text("Your session has ended")).to_have_count(0)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Sign in with another account").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("have suspended this account")
    page.get_by_role("main").get_by_role("link", name="Write to us").click()
    expect(page.get_by_role("heading", level=1, name="Write to us")).to_be_visible()
