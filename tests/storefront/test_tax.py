"""Somebody in Germany buys while tax is switched on: they are told of it before, and pay and read it to the cent."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in_to_admin, sign_up
from tests.storefront.test_buying import PAID, THERE, buy, go_to_pay
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D1")]

COURSE = "/courses/adagio-and-allegro"
GERMANY = {"Name": "Bea", "Street and number": "Gasse 1", "Postal code": "10115", "Town": "Berlin"}


@pytest.fixture
def switch(perfomix, browse):
    """Switch tax as administrators do, and off again afterwards."""
    desk = browse()
    sign_in_to_admin(desk, perfomix, "administrator@demo.perfomix.example")

    def to(mode):
        desk.goto(f"{perfomix.api}/admin/settings/commerce/sellingsettings/")
        desk.get_by_role("combobox", name=re.compile(r"^Tax\b")).select_option(mode)
        desk.get_by_role("button", name="Save").click()
        expect(desk.get_by_text("updated")).to_be_visible()

    yield to
    to("off")


SAID = {
    "included": {
        "on the course's page": "The price includes tax.",
        "on the order": "Prices include tax.",
        "Net": "€41.18",
        "VAT 19 %, Germany": "€7.82",
        "in all": "€49",
    },
    "added": {
        "on the course's page": "Plus tax, worked out when you pay.",
        "on the order": "Plus tax, worked out from",
        "Net": "€49",
        "VAT 19 %, Germany": "€9.31",
        "in all": "€58.31",
    },
}


@pytest.mark.parametrize("mode", SAID)
def test_tax_is_told_before_it_is_paid_and_shown_to_the_cent(perfomix, browse, switch, mode):
    said = SAID[mode]
    switch(mode)
    page = browse()
    sign_up(page, perfomix, f"taxed.{mode}@example.org", "Bea Berlin")

    def is_told():
        page.goto(COURSE)
        return page.get_by_text(said["on the course's page"]).first.is_visible()

    until(is_told, "the course's page to tell of tax")
    buy(page)
    expect(page.get_by_text(said["on the order"])).to_be_visible()
    go_to_pay(page)
    for label, words in GERMANY.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Country, in two letters").fill("DE")
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    for name in ("Net", "VAT 19 %, Germany"):
        row = page.get_by_role("term").filter(has_text=name).locator("xpath=..")
        expect(row.get_by_role("definition")).to_have_text(said[name])
    expect(page.get_by_role("main").get_by_text(said["in all"], exact=True).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Receipt")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
