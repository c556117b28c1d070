"""The shop as a visitor sees it."""

import http.client

import pytest
from playwright.sync_api import expect

from tests.storefront.waiting import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-I1")]


def test_a_visitor_finds_a_course(browse):
    page = browse()
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Adagio and allegro").first.click()
    expect(page.get_by_role("heading", level=1, name="Adagio and allegro")).to_be_visible()


def test_addresses_without_a_language_answer_behind_a_proxy(perfomix):
    connection = http.client.HTTPConnection("localhost", perfomix.shop_port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example"})
    assert connection.getresponse().status == 200
    connection.close()
