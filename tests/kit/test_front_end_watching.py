"""What is said of what front ends were told: by metrics, to administrators, in the names of tags."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from kit import clock
from kit.models import Revalidation
from kit.revalidation import course_tags, page_tags, producer_tags
from kit.tasks import remove_posted_revalidations

pytestmark = pytest.mark.covers("fault-W10", "fault-R2")


@pytest.mark.django_db
class TestWatching:
    def test_metrics_tell_how_much_waits_and_for_how_long(self, client, settings):
        settings.METRICS_TOKEN = "right"
        headers = {"Authorization": "Bearer right"}
        assert "perfomix_revalidations_waiting 0.0" in client.get("/metrics", headers=headers).text
        Revalidation.objects.create(stale=["home"], caused_at=clock.now() - timedelta(seconds=90))
        Revalidation.objects.create(stale=["courses"])
        text = client.get("/metrics", headers=headers).text
        assert "perfomix_revalidations_waiting 2.0" in text
        age = next(line for line in text.splitlines() if line.startswith("perfomix_revalidation_oldest_seconds"))
        assert 90 <= float(age.split()[1]) < 150

    def test_administrators_see_what_waits_and_why(self, client):
        Revalidation.objects.create(expire=["course:salsa"], attempts=3, last_error="it answered 500")
        client.force_login(User.objects.create(email="admin@example.org", is_superuser=True))
        page = client.get(reverse("front_end_posts"))
        assert page.status_code == 200
        assert "course:salsa" in page.text
        assert "it answered 500" in page.text

    def test_nobody_else_does(self, client):
        client.force_login(User.objects.create(email="reader@example.org"))
        assert client.get(reverse("front_end_posts")).status_code in {302, 403}

    def test_what_landed_is_forgotten_after_days_and_what_waits_never(self):
        old = clock.now() - timedelta(days=4)
        Revalidation.objects.create(stale=["home"], caused_at=old, posted_at=old)
        Revalidation.objects.create(stale=["courses"], caused_at=old)
        recent = Revalidation.objects.create(stale=["site"], posted_at=clock.now())
        remove_posted_revalidations()
        assert [row.stale for row in Revalidation.objects.order_by("pk")] == [["courses"], recent.stale]


class TestTags:
    def test_a_thing_is_named_by_id_and_by_each_address(self):
        name = uuid4()
        assert course_tags(name, "salsa", "old-salsa") == [f"course:{name}", "course:salsa", "course:old-salsa"]

    def test_who_has_no_address_is_named_by_id(self):
        name = uuid4()
        assert producer_tags(name, None) == [f"producer:{name}"]

    def test_a_path_too_long_for_a_tag_is_left_to_the_id(self):
        assert page_tags("7", "/" + "a" * 300) == ["page:7"]
