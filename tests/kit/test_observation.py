"""What is told about requests and jobs: health, metrics, headers, ids."""

import uuid

import psycopg
import pytest
from django.conf import settings as given
from django.db import OperationalError, connection, connections
from django.urls import path

from config import urls
from config.wsgi import limit_queries
from kit import health, jobs
from kit.client_address import SIGNATURE_LIVES_SECONDS, client_address, sign_address
from kit.failpoints import failpoint, hold

MISSING = "/no-such-page"


@jobs.job("tests.idle")
def idle() -> None:
    pass


def broken(request):
    raise RuntimeError("token=canary-in-the-message")


class WithABrokenPage:
    urlpatterns = [path("broken", broken), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.mark.covers("fault-O7", "req-J3")
class TestHealth:
    def test_a_process_that_answers_lives_whatever_it_lacks(self, client):
        assert client.get("/livez").json() == {"status": "ok"}

    @pytest.mark.django_db
    def test_it_is_ready_when_database_and_queue_are(self, client):
        jobs.enqueue("tests.idle")
        assert client.get("/readyz").json() == {"status": "ok", "problems": {}}

    @pytest.mark.django_db
    def test_it_is_not_ready_before_it_is_migrated(self, client, monkeypatch):
        monkeypatch.setattr(health, "_migrated", False)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'kit'")
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["problems"] == {"migrations": "some are not applied"}

    @pytest.mark.django_db
    def test_it_is_not_ready_when_nobody_works_the_queue(self, client):
        jobs.enqueue("tests.idle")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_events SET at = now() - interval '11 minutes'")
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["problems"] == {"queue": "1 jobs are overdue"}

    @pytest.mark.django_db
    def test_it_is_not_ready_without_its_database_but_lives(self, client, monkeypatch):
        def away():
            raise OperationalError("away")

        monkeypatch.setattr(health, "migrated", away)
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200

    def test_it_may_be_asked_by_address_and_nothing_else_may(self, client, settings):
        settings.ALLOWED_HOSTS = ["admin.example.org"]
        assert client.get("/livez", headers={"Host": "10.1.2.3:8000"}).status_code == 200
        assert client.get(MISSING, headers={"Host": "10.1.2.3:8000"}).status_code == 400


@pytest.mark.covers("fault-H3", "req-J3")
@pytest.mark.django_db
class TestMetrics:
    @pytest.mark.parametrize("token", ["", "right"])
    @pytest.mark.parametrize("sent", [None, "", "Bearer ", "Bearer wrong", "right-but-longer"])
    def test_they_are_hidden_from_strangers(self, client, settings, token, sent):
        settings.METRICS_TOKEN = token
        headers = {} if sent is None else {"Authorization": sent}
        assert client.get("/metrics", headers=headers).status_code == 404

    def test_a_bearer_sees_requests_and_jobs(self, client, settings):
        settings.METRICS_TOKEN = "right"
        client.get("/livez")
        jobs.enqueue("tests.idle")
        text = client.get("/metrics", headers={"Authorization": "Bearer right"}).text
        assert 'perfomix_requests_total{method="GET",route="livez",status="200"}' in text
        assert 'perfomix_jobs{status="todo"} 1.0' in text
        assert 'perfomix_jobs{status="failed"} 0.0' in text


@pytest.mark.covers("fault-H1", "req-J8")
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", MISSING, "/broken", "/admin/", "/admin/login/", "/api/v1/nothing"])
def test_every_answer_carries_the_safe_headers(client, settings, address):
    settings.ROOT_URLCONF = WithABrokenPage
    client.raise_request_exception = False
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-site"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "geolocation=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "no-store" in headers["Cache-Control"]


class TestRequestIds:
    def test_every_answer_has_one_of_its_own(self, client):
        ids = {client.get("/livez")["X-Request-ID"] for _ in range(3)}
        assert len(ids) == 3
        assert all(uuid.UUID(number) for number in ids)

    def test_a_callers_uuid_is_kept(self, client):
        number = str(uuid.uuid4())
        assert client.get("/livez", headers={"X-Request-ID": number})["X-Request-ID"] == number

    @pytest.mark.covers("fault-L3")
    @pytest.mark.parametrize("sent", ["", "1", "x" * 5000, 'a","level":"x', "\x1b[31m", "' OR 1=1"])
    def test_nothing_else_of_a_strangers_is(self, client, sent):
        number = client.get("/livez", headers={"X-Request-ID": sent})["X-Request-ID"]
        assert number != sent
        assert uuid.UUID(number)


@pytest.mark.covers("fault-S12")
class TestClientAddress:
    NOW = 1_800_000_000

    @pytest.fixture(autouse=True)
    def world(self, settings, monkeypatch):
        settings.STOREFRONT_SECRET = "shared"
        settings.TRUSTED_PROXIES = frozenset({"10.0.0.1"})
        monkeypatch.setattr("kit.client_address.time.time", lambda: self.NOW)

    def seen(self, rf, *, peer="198.51.100.7", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client_address(rf.get("/", headers=named, REMOTE_ADDR=peer))

    def test_it_is_the_connections_own(self, rf):
        assert self.seen(rf) == "198.51.100.7"

    @pytest.mark.parametrize(
        "header", ["X_Forwarded_For", "X_Real_IP", "Forwarded", "X_Visitor_Address", "True_Client_IP"]
    )
    def test_what_a_stranger_claims_is_not_believed(self, rf, header):
        assert self.seen(rf, **{header: "203.0.113.9"}) == "198.51.100.7"

    def test_what_the_storefront_signed_is(self, rf):
        assert self.seen(rf, X_Visitor_Address=sign_address("203.0.113.9", at=self.NOW - 5)) == "203.0.113.9"
        assert self.seen(rf, X_Visitor_Address=sign_address("2001:db8::1", at=self.NOW)) == "2001:db8::1"

    @pytest.mark.parametrize("age", [SIGNATURE_LIVES_SECONDS + 1, -SIGNATURE_LIVES_SECONDS - 1])
    def test_an_old_signature_is_not(self, rf, age):
        assert self.seen(rf, X_Visitor_Address=sign_address("203.0.113.9", at=self.NOW - age)) == "198.51.100.7"

    def test_a_changed_address_is_not(self, rf):
        forged = sign_address("203.0.113.9", at=self.NOW).replace("203.0.113.9", "203.0.113.8")
        assert self.seen(rf, X_Visitor_Address=forged) == "198.51.100.7"

    def test_without_a_secret_nothing_is(self, rf, settings):
        settings.STOREFRONT_SECRET = ""
        assert self.seen(rf, X_Visitor_Address=sign_address("203.0.113.9", at=self.NOW)) == "198.51.100.7"

    def test_a_named_proxys_last_word_counts(self, rf):
        assert self.seen(rf, peer="10.0.0.1", X_Forwarded_For="1.1.1.1, 203.0.113.9") == "203.0.113.9"
        assert self.seen(rf, peer="10.0.0.1", X_Forwarded_For="nonsense") == "10.0.0.1"
        assert self.seen(rf, peer="10.0.0.1") == "10.0.0.1"


@pytest.mark.covers("fault-R9")
@pytest.mark.django_db
def test_a_requests_query_ends_in_time():
    database = {"OPTIONS": {"options": "-c application_name=perfomix"}}
    limit_queries(database, seconds=1)
    at = connections["default"].settings_dict
    connected = psycopg.connect(
        dbname=at["NAME"], host=at["HOST"], port=at["PORT"], user=at["USER"], options=database["OPTIONS"]["options"]
    )
    with connected, pytest.raises(psycopg.errors.QueryCanceled):
        connected.execute("SELECT pg_sleep(5)")
    unlimited = {"OPTIONS": {}}
    limit_queries(unlimited, seconds=0)
    assert unlimited == {"OPTIONS": {}}


class TestFailpoints:
    def test_they_are_nothing_unless_switched_on(self, settings):
        settings.FAILPOINTS = False
        with hold("tests.place") as held:
            failpoint("tests.place")
            assert not held._reached.acquire(blocking=False)

    def test_nobody_coming_is_an_error(self, monkeypatch):
        monkeypatch.setattr("kit.failpoints.PATIENCE_SECONDS", 0.05)
        with hold("tests.place") as held, pytest.raises(TimeoutError, match="nobody reached"):
            held.wait_until_reached()

    def test_production_does_not_know_them(self):
        assert given.FAILPOINTS is True
        from config.settings import base  # noqa: PLC0415

        assert base.FAILPOINTS is False
