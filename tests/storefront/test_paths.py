"""A visitor finds a path, begins it and goes along it to its certificate; an officer's pages work in the editor."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in, sign_in_to_admin
from tests.storefront.test_accessibility import PAIRS, fits_and_is_free_of_violations
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C13")]

PATH, TITLE = "ears-for-the-stage", "Ears for the stage"


def test_a_learner_goes_along_a_path_to_its_certificate(perfomix, browse):
    page = browse()
    sign_in(page, "greta@demo.perfomix.example")
    page.goto("/paths")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    # One of its two courses is done already.
    expect(page.get_by_text("You have done it")).to_have_count(1)
    page.get_by_role("button", name="Begin this path").click()
    page.wait_for_url(f"{perfomix.shop}/account/paths/{PATH}")
    expect(page.get_by_text("50 % done")).to_be_visible()
    page.get_by_role("button", name="Leave this path").click()
    page.wait_for_url(f"{perfomix.shop}/account/paths")
    expect(page.get_by_text("You are on no path yet")).to_be_visible()
    page.goto(f"/paths/{PATH}")
    page.get_by_role("button", name="Begin this path").click()
    page.wait_for_url(f"{perfomix.shop}/account/paths/{PATH}")
    expect(page.get_by_text("50 % done")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Go on: "))).to_be_visible()

    headers = {"Origin": perfomix.shop, "Idempotency-Key": str(uuid.uuid4())}
    joined = page.request.post("/api/v1/courses/by-ear/enrolment", headers=headers)
    assert joined.ok, joined.text()
    lessons = [each["id"] for each in lessons_of(perfomix, "by-ear")]
    events = [{"lesson": lesson, "kind": "complete", "at": "2026-11-20T10:00:00Z", "sequence": 1} for lesson in lessons]
    told = page.request.post("/api/v1/me/progress", data={"events": events}, headers=headers)
    assert told.ok, told.text()

    def is_certified():
        page.goto(f"/account/paths/{PATH}")
        return page.get_by_text("You have come to the end").count()

    until(is_certified, "the path's certificate")
    expect(page.get_by_role("button", name="Leave this path")).to_have_count(0)
    for theme, size in PAIRS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        fits_and_is_free_of_violations(page)
    page.get_by_role("link", name="See it").click()
    expect(page.get_by_role("heading", name=f"Certificate: {TITLE}")).to_be_visible()
    expect(page.get_by_text("It holds until")).to_be_visible()
    fits_and_is_free_of_violations(page)
    number = page.url.rpartition("/")[2]
    visitor = browse()
    visitor.goto(f"/certificates/{number}")
    expect(visitor.get_by_text("This certificate is genuine.")).to_be_visible()
    expect(visitor.get_by_text("It holds until")).to_be_visible()
    fits_and_is_free_of_violations(visitor)


def test_a_visitor_signs_in_first_and_comes_back(perfomix, browse):
    page = browse(java_script_enabled=False)
    page.goto(f"/paths/{PATH}")
    page.get_by_role("button", name="Begin this path").click()
    expect(page).to_have_url(re.compile(rf"/sign-in\?next=.*{PATH}"))


def test_a_path_that_is_not_public_is_missing(browse):
    page = browse()
    browse.complaints.forgive("404 (Not Found)", where="/paths/four-ways-to-move")
    assert page.goto("/paths/four-ways-to-move").status == 404


def test_an_officer_changes_a_draft_in_the_editor(perfomix, browse):
    """The form stands in a page of ours: its steps are drawn and kept by the editor's scripts."""
    page = browse()
    sign_in_to_admin(page, perfomix, "owen@demo.perfomix.example")
    page.goto(f"{perfomix.api}/admin/paths/")
    page.get_by_role("link", name=TITLE).click()
    step = page.locator("input[name='steps-0-value-title']")
    expect(step).to_have_value("Two ways of hearing")
    step.fill("Two ways to hear")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_text("The draft is kept.")).to_be_visible()
    expect(page.locator("input[name='steps-0-value-title']")).to_have_value("Two ways to hear")
