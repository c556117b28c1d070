"""A learner finishes a course, is given its certificate, and shows it to somebody who checks it."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in
from tests.storefront.test_accessibility import PAIRS, fits_and_is_free_of_violations
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C8")]


def look_at(page):
    """In both themes and on both widths."""
    for theme, size in PAIRS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        fits_and_is_free_of_violations(page)


def course_that_gives_one(page):
    """The address of a course that gives certificates and that the learner is in, who has not finished it."""
    held = page.request.get("/api/v1/me/learning").json()["results"]
    return next(
        each["document"]["slug"]
        for each in held
        if each["document"].get("certificate") and each["enrolment"]["state"] == "active"
    )


def test_a_certificate_is_earned_kept_and_checked(perfomix, browse):
    page = browse()
    sign_in(page, "learner@demo.perfomix.example")
    slug = course_that_gives_one(page)
    page.goto(f"/learning/{slug}/certificate")
    expect(page.get_by_role("heading", name="What is still missing")).to_be_visible()
    assert page.get_by_role("link", name=re.compile("^Finish “")).count() > 0
    look_at(page)

    lessons = [each["id"] for each in lessons_of(perfomix, slug)]
    events = [{"lesson": lesson, "kind": "complete", "at": "2026-11-20T10:00:00Z", "sequence": 1} for lesson in lessons]
    told = page.request.post("/api/v1/me/progress", data={"events": events}, headers={"Origin": perfomix.shop})
    assert told.ok, told.text()

    def is_issued():
        page.goto(f"/learning/{slug}/certificate")
        return page.url.startswith(f"{perfomix.shop}/account/certificates/")

    until(is_issued, "the certificate to be issued")
    number = page.url.rpartition("/")[2]
    look_at(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as PDF").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    assert "linkedin.com" in page.get_by_role("link", name="Add it to LinkedIn").get_attribute("href")
    page.goto("/account/certificates")
    expect(page.locator(f"a[href='/account/certificates/{number}']")).to_be_visible()

    somebody = browse()
    somebody.goto("/certificates")
    somebody.get_by_label("Number").fill("7K3M9")
    somebody.get_by_role("button", name="Check it").click()
    expect(somebody.get_by_text("A number has 26 letters and digits.")).to_be_visible()
    somebody.get_by_label("Number").fill(f"{number[:5].lower()} {number[5:]}")
    somebody.get_by_role("button", name="Check it").click()
    somebody.wait_for_url(f"**/certificates/{number}")
    expect(somebody.get_by_text("This certificate is genuine.")).to_be_visible()
    assert somebody.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"
    look_at(somebody)
