"""Pages of the site appear and disappear at their time."""

from datetime import timedelta

import pytest
import time_machine

from cms.models import PlainPage
from cms.tasks import publish_what_is_due
from kit import clock
from tests.factories.site import site_page


@pytest.mark.django_db
@pytest.mark.covers("req-B8")
def test_a_page_goes_live_and_comes_down_when_it_is_due(client):
    page = site_page(PlainPage, "Offer", slug="offer", live=False)
    page.go_live_at = clock.now() + timedelta(days=1)
    page.expire_at = clock.now() + timedelta(days=2)
    page.save_revision().publish()
    seen = []
    for days in (0, 1.5, 2.5):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            publish_what_is_due()
        seen.append(client.get("/api/v1/pages", {"path": "/offer"}).status_code)
    assert seen == [404, 200, 404]
