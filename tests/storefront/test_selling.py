"""Who sells is onboarded at the provider, sees to the cent what a sale brought and takes the month's statement home."""

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.storefront.inside import run_inside
from tests.storefront.people import sign_in_to_admin, sign_up
from tests.storefront.test_buying import PAID, THERE, buy, go_to_pay

NUMBER = re.compile("[2-9A-Z]{4}-[2-9A-Z]{4}")

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D6")]


def test_a_producer_is_onboarded_and_sees_what_a_sale_brought(perfomix, browse):
    desk = browse()
    sign_in_to_admin(desk, perfomix, "producer@demo.perfomix.example")
    main = desk.get_by_role("main")
    desk.goto(f"{perfomix.api}/admin/earnings/")
    main.get_by_role("link", name="Begin").click()
    desk.get_by_label("Where you live").select_option("Portugal")
    main.get_by_role("button", name="Begin").click()
    expect(desk.get_by_role("heading", level=1, name="Get paid")).to_be_visible()
    desk.get_by_role("button", name="Leave half done").click()
    expect(main.get_by_role("heading", name="A few details are missing")).to_be_visible()
    main.get_by_role("link", name="Go on at Stripe").click()
    desk.get_by_role("button", name="Finish", exact=True).click()
    expect(main.get_by_role("heading", name="You are ready to be paid")).to_be_visible()

    buyer = browse()
    sign_up(buyer, perfomix, "patron@example.org", "Pia Patron")
    buy(buyer)
    number = NUMBER.search(buyer.get_by_text(NUMBER).inner_text()).group()
    go_to_pay(buyer)
    buyer.get_by_role("button", name=THERE).click()
    expect(buyer.get_by_role("heading", level=1, name=PAID)).to_be_visible()

    desk.goto(f"{perfomix.api}/admin/earnings/")
    expect(main.get_by_role("link", name="How you are paid")).to_be_visible()
    sale = main.get_by_role("listitem").filter(has_text=number)
    expect(sale.get_by_text("May still be given back")).to_be_visible()
    sale.get_by_text(number).click()
    expect(sale.get_by_text("Commission, 15 %")).to_be_visible()
    # Price, commission and share, and the day from which it is sent.
    expect(sale.get_by_role("definition")).to_have_text(["€49.00", "−€7.35", "€41.65", re.compile("20")])
    expect(main.get_by_text("once the month is over")).to_be_visible()

    earlier = run_inside(perfomix, "earlier", "sell('producer@demo.perfomix.example')")
    desk.reload()
    with desk.expect_download() as download:
        main.get_by_role("link", name="PDF", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    with desk.expect_download() as download:
        main.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename.endswith(".csv")
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    (sale,) = [row for row in rows if row["order"] == earlier]
    told = {name: sale[name] for name in ("price", "tax", "commission", "amount", "currency")}
    assert told == {"price": "49.00", "tax": "7.82", "commission": "6.17", "amount": "35.01", "currency": "EUR"}
    assert (rows[0]["amount"], rows[-1]["amount"]) == ("0.00", "35.01")
