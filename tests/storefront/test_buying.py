"""Somebody buys a course: order, payment page, return; and what happens when it goes otherwise."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in, sign_in_to_admin, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D1")]

COURSE = "adagio-and-allegro"
GOOD, DECLINED, ASKS = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0027 6000 3184"
