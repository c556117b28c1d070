"""The content policy and its neighbours, as the running server sends them."""

import re

import pytest

from tests.storefront.asking import ask

pytestmark = pytest.mark.browser

KEPT = ["/", "/courses/six-strings-four-fingers", "/no/such/page", "/offline"]
RENDERED = ["/sign-in", "/sign-up", "/forgot-password", "/help?q=refund", "/preview/ended"]


@pytest.mark.parametrize("path", KEPT)
def test_a_kept_page_names_its_scripts_by_hash(perfomix, path):
    for _ in range(2):  # as it is made, and as it was kept
        answer = ask(perfomix.shop + path)
        wide, narrow = answer.policy("script-src")
        assert narrow[0] == "'self'"
        assert len(narrow) > 2
        assert all(source.startswith("'sha256-") for source in narrow[1:])
        assert not {"'unsafe-eval'", "*"} & {*wide, *narrow}
        assert "nonce=" not in answer.body


@pytest.mark.parametrize("path", RENDERED)
def test_a_rendered_page_has_a_nonce_of_its_own(perfomix, path):
    first, second = (ask(perfomix.shop + path) for _ in range(2))
    nonces = set()
    for answer in (first, second):
        [sources] = answer.policy("script-src")
        [nonce] = [source[len("'nonce-") : -1] for source in sources if source.startswith("'nonce-")]
        assert "'unsafe-inline'" not in sources
        assert set(re.findall(r'<script[^>]* nonce="([^"]+)"', answer.body)) == {nonce}
        assert "no-store" in answer.headers["Cache-Control"]
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_admin_alone_may_frame_a_preview(perfomix):
    answer = ask(f"{perfomix.shop}/preview/ended")
    assert answer.policy("frame-ancestors") == [[perfomix.api.replace("127.0.0.1", "localhost")]]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert ask(perfomix.shop).policy("frame-ancestors") == [["'none'"]]


def test_a_nonce_that_a_visitor_sends_is_not_taken(perfomix):
    headers = {"Content-Security-Policy": "script-src 'nonce-ZXZpbA=='"}
    for path in ("/courses/never-asked-before", "/sign-in"):
        assert "ZXZpbA" not in ask(perfomix.shop + path, headers=headers).body


@pytest.mark.parametrize("code", ["", "x", "a" * 43])
def test_a_code_of_no_use_leads_to_what_to_do(perfomix, code):
    answer = ask(f"{perfomix.shop}/internal/preview?code={code}")
    assert (answer.status, answer.headers["Location"]) == (303, f"{perfomix.shop}/preview/ended")
    assert answer.headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/%61ccount?a=b", "/account?a=b"),
        ("/sign%2din", "/sign-in"),
        ("/courses/?style=tap", "/courses?style=tap"),
        ("/%66ound/help?q=x", "/found/help?q=x"),
    ],
)
def test_a_page_has_one_address(perfomix, written, address):
    answer = ask(perfomix.shop + written)
    assert (answer.status, answer.headers["Location"]) == (308, address)


def test_no_address_leads_away(perfomix):
    for path in (
        "//evil.example/",
        "/%2F%2Fevil.example/",
        "/%2Fevil.example/",
        "/.//evil.example/",
        "/\\evil.example/",
    ):
        location = ask(perfomix.shop + path).headers["Location"] or "/"
        assert re.match(r"/(?![/\\])", location), f"{path} leads to {location}"


def test_nobody_has_pictures_made_by_the_storefront(perfomix):
    assert ask(f"{perfomix.shop}/_next/image?url=%2Ficon-512.png&w=3840&q=75").status == 404


ENDLESS, DEEP = "x" * 5000, "x/" * 2000


@pytest.mark.parametrize("folder", ["", "_next/", "_next/static/", "internal/", "api/", "media/", "share/", "courses/"])
@pytest.mark.parametrize("tail", [ENDLESS, DEEP, f"{ENDLESS}.js"])
def test_an_address_without_end_is_not_found(perfomix, folder, tail):
    assert ask(f"{perfomix.shop}/{folder}{tail.removesuffix('/')}").status == 404
