"""A course that is taken in cohorts: chosen on its page, waited for, changed, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.storefront.accessibility import violations
from tests.storefront.people import sign_in, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C15")]

CHOIR = "hold-your-line"


def test_a_cohort_is_chosen_waited_for_and_changed(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "nadia@cohorts.example", "Nadia Berg")
    page.goto(f"/courses/{CHOIR}")
    page.get_by_role("link", name="Choose a cohort").locator("visible=true").first.click()
    section = page.get_by_role("region", name="Cohorts")
    expect(section.get_by_text("1 seat left")).to_be_visible()
    expect(section.get_by_text("19 seats left")).to_be_visible()
    assert violations(page) == []
    section.get_by_label("The Tuesday choir").check()
    section.get_by_role("button", name="Join for free").click()
    page.wait_for_url(f"**/courses/{CHOIR}/lessons/*")
    page.goto("/learning")
    expect(page.get_by_text("“The Tuesday choir” starts on")).to_be_visible()

    page.goto(f"/courses/{CHOIR}")
    expect(section.get_by_text("You are in “The Tuesday choir”, which starts on")).to_be_visible()
    section.get_by_label("The Thursday choir").check()
    section.get_by_role("button", name="Change to this cohort").click()
    page.wait_for_url(f"**/courses/{CHOIR}/lessons/*")
    page.get_by_role("navigation", name="Contents").get_by_text("Opens on").first.click()
    expect(page.get_by_text("Your cohort “The Thursday choir” starts on")).to_be_visible()
    assert violations(page) == []


def test_a_cohort_is_chosen_without_scripts(browse):
    page = browse()
    sign_in(page, "kofi@demo.perfomix.example")
    bare = browse(java_script_enabled=False, storage_state=page.context.storage_state())
    bare.goto(f"/courses/{CHOIR}")
    section = bare.get_by_role("region", name="Cohorts")
    section.get_by_label("The Thursday choir").check()
    section.get_by_role("button", name="Join for free").click()
    bare.wait_for_url(f"**/courses/{CHOIR}/lessons/*")
    bare.goto("/learning")
    expect(bare.get_by_text("“The Thursday choir” starts on")).to_be_visible()
