"""Somebody subscribes to a plan, learns with it, pauses, thinks again and cancels."""

import re

import psycopg
import pytest
from playwright.sync_api import expect
from stripe import StripeClient

from tests.storefront.accessibility import violations
from tests.storefront.people import add_to_cart, sign_up
from tests.storefront.test_accessibility import PAIRS

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D2")]

COURSE = "adagio-and-allegro"


def test_a_plan_opens_a_course_and_is_cancelled(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "subscriber@example.org", "Sara Subscriber")
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("link", name=re.compile("^Also with all access, from €19")).click()
    expect(page.get_by_role("heading", level=1, name="All access")).to_be_visible()
    page.get_by_text("Yearly", exact=True).click()
    expect(page.get_by_text("€190", exact=True)).to_be_visible()
    page.get_by_text("Monthly", exact=True).click()
    expect(page.get_by_text("7 days free, then €19 a month")).to_be_visible()
    page.get_by_role("link", name="Try All access free").locator("visible=true").click()

    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1, name="Your plan")).to_be_visible()
    expect(page.get_by_text("On trial", exact=True)).to_be_visible()

    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Start with your plan").locator("visible=true").click()
    expect(page).to_have_url(re.compile(f"/courses/{COURSE}/lessons/"))

    page.goto(f"/courses/{COURSE}")
    keep = page.get_by_text(re.compile(r"^Buy it for €\d+, and it stays yours when your plan ends"))
    expect(keep.locator("visible=true")).to_be_visible()
    add_to_cart(page)
    page.goto("/cart")
    expect(page.get_by_role("button", name=re.compile("^Pay €"))).to_be_visible()

    page.goto("/account/plan")
    page.get_by_role("button", name="Cancel the plan").click()
    expect(page.get_by_text("Nothing more is charged.")).to_be_visible()
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text(re.compile("^Free until"))).to_be_visible()
    page.get_by_role("link", name="Open cards and invoices").click()
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    page.get_by_role("link", name="Back to the shop").click()
    expect(page.get_by_text("On trial", exact=True)).to_be_visible()


def test_plans_are_shown_in_the_currency_that_was_chosen(perfomix, browse):
    page = browse()
    page.goto("/plans")
    expect(page.get_by_text("7 days free, then €19 a month")).to_be_visible()
    page.get_by_role("contentinfo").get_by_label("Currency of prices").select_option("JPY")
    expect(page.get_by_text("7 days free, then ¥3,000 a month")).to_be_visible()
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("link", name="Also with all access, from ¥3,000 a month").click()
    page.get_by_text("Yearly", exact=True).click()
    expect(page.get_by_text("¥30,000", exact=True)).to_be_visible()
    (plan,) = page.request.get("/api/v1/plans").json()["results"]
    (price,) = [each for each in plan["prices"] if (each["interval"], each["currency"]) == ("year", "JPY")]
    begin = page.get_by_role("link", name="Try All access free").locator("visible=true")
    expect(begin).to_have_attribute("href", f"/account/plan/begin?price={price['id']}")


@pytest.fixture
def library(perfomix):
    """Stripe's own library at the stand-in, to do what is done there without us."""
    return StripeClient("sk_test_standin", base_addresses={"api": perfomix.provider})


def pay_with(library, subscription, token):
    customer = library.v1.subscriptions.retrieve(subscription).customer
    method = library.v1.payment_methods.attach(token, {"customer": customer})
    library.v1.subscriptions.update(subscription, {"default_payment_method": method.id})


def test_what_a_change_costs_is_shown_before_it_is_confirmed(perfomix, browse, library):
    page = browse()
    sign_up(page, perfomix, "changer@example.org", "Charlie Changer")
    page.goto("/plans")
    page.get_by_role("link", name="Try All access free").locator("visible=true").click()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_text("On trial", exact=True)).to_be_visible()

    page.get_by_role("link", name="Change: All access, €190 a year").click()
    expect(page.get_by_role("heading", level=1, name="Change to All access")).to_be_visible()
    expect(page.get_by_role("definition").nth(0)).to_have_text("Nothing")
    expect(page.get_by_role("definition").nth(1)).to_have_text("€190")

    # Meanwhile the trial ends, and the first month is paid.
    (customer,) = library.v1.customers.list({"email": "changer@example.org"}).data
    (subscription,) = library.v1.subscriptions.list({"customer": customer.id}).data
    library.v1.subscriptions.update(subscription.id, {"trial_end": "now"})
    page.get_by_role("button", name="Change to All access").click()
    expect(page.get_by_text("What this costs has changed since you saw it.")).to_be_visible()
    paid = library.v1.invoices.list({"customer": customer.id}).data
    assert [invoice.amount_paid for invoice in paid] == [1900, 0]

    confirm = page.get_by_role("button", name=re.compile(r"^Change and pay €\d+\.?\d*$"))
    expect(page.get_by_text("All access at €19 a month, paid and not used")).to_be_visible()
    for theme, size in PAIRS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
    # A card that its bank declines changes nothing; another one does.
    pay_with(library, subscription.id, "pm_card_chargeCustomerFail")
    confirm.click()
    expect(page.get_by_text("Your card was declined, so your plan stays as it was")).to_be_visible()
    expect(page.get_by_role("link", name="Choose another card")).to_have_attribute("href", "/account/plan/cards")
    assert violations(page) == []
    assert library.v1.invoices.list({"customer": customer.id, "status": "open"}).data == []
    pay_with(library, subscription.id, "pm_card_visa")

    shown = confirm.inner_text().split("€")[1]
    confirm.click()
    expect(page.get_by_role("heading", level=1, name="Your plan")).to_be_visible()
    expect(page.get_by_text("€190 a year", exact=True)).to_be_visible()
    charged = library.v1.invoices.list({"customer": customer.id, "limit": 1}).data[0].amount_paid
    assert charged == round(float(shown) * 100)


@pytest.fixture
def without_trial(perfomix):
    """As for somebody who has had theirs: the plan is paid from the first day on."""
    with psycopg.connect(perfomix.database, autocommit=True) as connection:
        before = connection.execute("SELECT id, trial_days FROM commerce_plan").fetchall()
        connection.execute("UPDATE commerce_plan SET trial_days = 0")
        yield
        for plan, days in before:
            connection.execute("UPDATE commerce_plan SET trial_days = %s WHERE id = %s", [days, plan])


def test_a_plan_that_is_paid_takes_a_break_and_thinks_again(perfomix, browse, without_trial):
    page = browse()
    sign_up(page, perfomix, "resting@example.org", "Rosa Resting")
    page.goto("/plans")
    page.get_by_text("Monthly", exact=True).click()
    page.get_by_role("link", name=re.compile("All access")).locator("visible=true").first.click()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1, name="Your plan")).to_be_visible()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()
    page.get_by_role("button", name="Take a break: 2 months").click()
    expect(page.get_by_text(re.compile("^It pauses on"))).to_be_visible()
    page.get_by_role("button", name="Do not pause").click()
    expect(page.get_by_text(re.compile("^The next payment is on"))).to_be_visible()
    expect(page.get_by_role("button", name="Take a break: 2 months")).to_be_visible()
