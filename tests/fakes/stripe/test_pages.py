"""The pages, clicked through as a person would, by keyboard names and not by places."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.chromium import launch
from tests.fakes.stripe.buying import checkout, pay

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def session(fake, client):
    """An open session whose shop is the stand-in's own address."""
    ways = {
        "success_url": fake.base + "/healthz?paid={CHECKOUT_SESSION_ID}",
        "cancel_url": fake.base + "/healthz?cart=1",
    }
    return checkout(client, 14900, customer_email="learner@example.com", **ways)


def status(client, session):
    return client.v1.checkout.sessions.retrieve(session.id).status


def test_paying(client, page, session):
    page.goto(session.url)
    expect(page.get_by_role("note")).to_contain_text("stand-in for Stripe. No money moves")
    expect(page.get_by_text("Adagio")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value("learner@example.com")
    page.get_by_role("button", name="Pay €149.00").click()
    page.wait_for_url(f"**/healthz?paid={session.id}")
    assert status(client, session) == "complete"
    page.goto(session.url or f"{page.url.split('/healthz')[0]}/c/pay/{session.id}")
    expect(page.get_by_role("heading", name="This has been paid.")).to_be_visible()


def test_a_declined_card_can_be_tried_again(client, page, session):
    page.goto(session.url)
    page.get_by_role("button", name="declined").click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    assert status(client, session) == "open"
    page.get_by_label("Card number").fill("4000 0000 0000 9995")
    page.get_by_role("button", name="Pay €").click()
    expect(page.get_by_role("alert")).to_have_text("Your card has insufficient funds.")
    page.get_by_label("Card number").fill("1234")
    page.get_by_role("button", name="Pay €").click()
    expect(page.get_by_role("alert")).to_contain_text("not one of the test cards")
    page.get_by_role("button", name="Pay €").click()
    page.wait_for_url("**/healthz?paid=*")


def test_three_d_secure_failed_and_then_passed(client, page, session):
    page.goto(session.url)
    page.get_by_role("button", name="3-D Secure").click()
    page.get_by_role("button", name="Fail authentication").click()
    expect(page.get_by_role("alert")).to_contain_text("Your bank did not confirm")
    assert status(client, session) == "open"
    page.get_by_role("button", name="3-D Secure").click()
    page.get_by_role("button", name="Complete authentication").click()
    page.wait_for_url("**/healthz?paid=*")
    assert status(client, session) == "complete"


def test_leaving_leaves_it_open(client, page, session):
    page.goto(session.url)
    page.get_by_role("link", name="Back to the shop").click()
    page.wait_for_url("**/healthz?cart=1")
    assert status(client, session) == "open"


def test_an_expired_page_says_so(client, page, session):
    client.v1.checkout.sessions.expire(session.id)
    assert page.goto(session.url).status == 410
    expect(page.get_by_role("heading", name="This payment page has expired.")).to_be_visible()


def test_onboarding_half_done_and_then_whole(fake, client, page):
    account = client.v1.accounts.create({"type": "express", "capabilities": {"transfers": {"requested": True}}})

    def link():
        ways = {"refresh_url": fake.base + "/healthz?again=1", "return_url": fake.base + "/healthz?back=1"}
        return client.v1.account_links.create({"account": account.id, "type": "account_onboarding", **ways}).url

    first = link()
    page.goto(first)
    page.get_by_role("button", name="Leave half done").click()
    page.wait_for_url("**/healthz?back=1")
    assert not client.v1.accounts.retrieve(account.id).details_submitted
    page.goto(first)
    assert urlsplit(page.url).query == "again=1"
    page.goto(link())
    page.get_by_role("button", name="Finish", exact=True).click()
    page.wait_for_url("**/healthz?back=1")
    assert client.v1.accounts.retrieve(account.id).payouts_enabled
    page.goto(client.v1.accounts.login_links.create(account.id).url)
    expect(page.get_by_role("heading", name="Available")).to_be_visible()


def test_the_portal_changes_card_plan_and_mind(fake, client, page):
    product = client.v1.products.create({"name": "All access"})
    month, year = (
        client.v1.prices.create(
            {"product": product.id, "currency": "eur", "unit_amount": amount, "recurring": {"interval": interval}}
        )
        for amount, interval in ((2000, "month"), (20_000, "year"))
    )
    session = checkout(client, mode="subscription", line_items=[{"price": month.id, "quantity": 1}])
    pay(fake, session.id, email="a@example.com")
    subscription = client.v1.subscriptions.list().data[0]
    ways = {"customer": subscription.customer, "return_url": fake.base + "/healthz?back=1"}
    page.goto(client.v1.billing_portal.sessions.create(ways).url)
    expect(page.get_by_text("€20.00 a month", exact=True)).to_be_visible()
    page.get_by_role("button", name="Cancel the plan").click()
    page.get_by_role("button", name="Keep the plan").click()
    page.get_by_role("button", name="Switch to €200.00 a year").click()
    expect(page.get_by_text("€200.00 a year", exact=True)).to_be_visible()
    page.get_by_label("New card number").fill("4000 0000 0000 0002")
    page.get_by_role("button", name="Change the card").click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    page.get_by_label("New card number").fill("5555 5555 5555 4444")
    page.get_by_role("button", name="Change the card").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Cancel the plan").click()
    expect(page.get_by_text("ends on")).to_be_visible()
    page.get_by_role("link", name="Back to the shop").click()
    page.wait_for_url("**/healthz?back=1")
    after = client.v1.subscriptions.retrieve(subscription.id, {"expand": ["default_payment_method"]})
    assert (after.cancel_at_period_end, after["items"].data[0].price.id) == (True, year.id)
    assert after.default_payment_method.card.brand == "mastercard"
