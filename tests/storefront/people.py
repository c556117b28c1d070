"""What the people of these tests do again and again."""

import json
import re
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError, expect

from tests.storefront.waiting import PATIENCE, until

DEMO_PASSWORD = "four counts of silence"


def sign_in(page, email, password=DEMO_PASSWORD, *, then="/learning"):
    """Sign in through the form; the page stands at `then` afterwards."""
    page.goto(f"/sign-in?next={then}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    try:
        page.wait_for_url(lambda url: urlsplit(url).path == then)
    except TimeoutError as error:
        raise AssertionError(f"{email} stands at {page.url}: {page.get_by_role('main').inner_text()}") from error


def sign_in_to_admin(page, perfomix, email):
    """Sign in at the admin's own page; it shows the home of the person's roles afterwards."""
    page.goto(f"{perfomix.api}/admin/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{perfomix.api}/admin/")


def link_in_letter(perfomix, to, subject):
    """The storefront's address in the newest letter to `to` whose subject holds `subject`; waits for the worker."""

    def find():
        for row in re.findall(r"<tr>.*?</tr>", _read(f"{perfomix.api}/mailbox/"), re.DOTALL):
            if to in row and subject in row:
                letter = re.search(r'href="(/mailbox/[^"]+)"', row).group(1)
                return re.search(rf'{re.escape(perfomix.shop)}[^\s"<]+', _read(perfomix.api + letter)).group()
        return None

    return until(find, f"the letter “{subject}” for {to}")


def _read(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
        return answer.read().decode()


def sign_up(page, perfomix, email, name):
    """Sign up, answer the letter and sign in."""
    page.goto("/sign-up")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_label("or older").check()
    page.get_by_label("I accept").check()
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_role("heading", name="Open your letter")).to_be_visible()
    page.goto(link_in_letter(perfomix, email, "onfirm"))
    page.get_by_role("button", name="Confirm my address").click()
    expect(page.get_by_role("heading", name="Welcome to Perfomix")).to_be_visible()
    sign_in(page, email)


def has_arrived(kind):
    """Whether an answer confirms something of this `kind` done in a lesson."""

    def confirms(answer):
        if not answer.url.endswith("/api/v1/me/progress") or not answer.ok:
            return False
        return kind in {event["kind"] for event in answer.request.post_data_json["events"]}

    return confirms


def end_all_sessions(perfomix, browse, email):
    """As the person would from another device.

    A page that is open may be asking for its summary just then, and the browser reports that this is refused.
    """
    browse.complaints.forgive("401 (Unauthorized)", where="/me/summary")
    tokens = _post(perfomix, "auth/sign-in", {"email": email, "password": DEMO_PASSWORD})
    _post(perfomix, "auth/sign-out-everywhere", None, tokens["access_token"])


def _post(perfomix, operation, body, token=None):
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{perfomix.api}/api/v1/{operation}",
        method="POST",
        data=json.dumps(body).encode() if body else b"",
        headers={"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
        return json.loads(answer.read() or "null")


def add_to_cart(page):
    """Lay what the page offers in the cart; where the page's scripts were not there yet, the cart itself opens."""
    page.get_by_role("button", name="Add to cart").locator("visible=true").click()
    in_it = page.get_by_role("link", name="In your cart").or_(page.get_by_role("heading", level=1, name="Your cart"))
    expect(in_it.locator("visible=true").first).to_be_visible()
