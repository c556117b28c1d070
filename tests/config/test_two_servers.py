"""Two servers on one database and one place for files are one Perfomix: nothing that counts lives in a process."""

import http.cookiejar
import io
import json
import re
import signal
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest
from django.db import connections
from PIL import Image as Picture

from accounts.enums import Role
from accounts.models import TokenFamily
from config.settings.base import PASSWORD_HASHERS
from courses.models import Enrolment
from media.models import Image
from tests.database import address
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.published import live_course
from tests.program import PATIENCE, Program

pytestmark = pytest.mark.covers("fault-O10", "req-J6")


class Visitor:
    """A browser with its cookies, and a front end with its token."""

    def __init__(self):
        self.token = ""
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def ask(self, server, path, body=None, *, method=None, kind="application/json", **headers):
        """The status and the text of the answer."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}{path}", data=data, method=method, headers=headers
        )
        request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def sign_in(self, server, person):
        status, text = self.ask(server, "/api/v1/auth/sign-in", {"email": person.email, "password": PASSWORD})
        assert status == 200, text
        self.token = json.loads(text)["access_token"]

    def fill_in(self, server, path, fields, files=()):
        """Send a form of the admin with the token that its page holds; a browser would do no more."""
        _status, page = self.ask(server, path)
        secret = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1).decode()
        boundary = uuid.uuid4().hex
        parts = [(name, "", "text/plain", value.encode()) for name, value in fields.items()]
        parts += [(name, f'; filename="{name}.png"', "image/png", data) for name, data in files]
        parts.append(("csrfmiddlewaretoken", "", "text/plain", secret.encode()))
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n'.encode()
            + f"Content-Type: {kind}\r\n\r\n".encode()
            + value
            + b"\r\n"
            for name, more, kind, value in parts
        )
        kind = f"multipart/form-data; boundary={boundary}"
        return self.ask(server, path, body + f"--{boundary}--\r\n".encode(), kind=kind)


def picture():
    stream = io.BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def servers(transactional_db, tmp_path):
    """Behind one address, as they would stand; the issuer of tokens is that address."""
    database = address(connections["default"].settings_dict["NAME"])
    where = {
        "ADMIN_URL": "http://localhost:8000",
        "SITE_URL": "http://localhost:3000",
        "VAR_DIR": str(tmp_path / "var"),
    }
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    programs = [Program(folder, DATABASE_URL=database, DEMO="0", STOREFRONT="0", **where) for folder in folders]
    try:
        for program in programs:
            program.wait_until_ready()
        yield programs
    finally:
        for program in programs:
            program.stop()


def test_two_servers_are_one(servers, settings):
    first, second = servers
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS  # the servers' own, not the quick one of tests
    person = UserFactory(email="ana@example.org", roles=[Role.LEARNER, Role.PRODUCER])
    course = live_course(title="Tango walks").course

    front_end = Visitor()
    front_end.sign_in(first, person)
    assert front_end.ask(second, "/api/v1/me")[0] == 200, "a token of one opens the other"

    join, key = f"/api/v1/courses/{course.slug}/enrolment", str(uuid.uuid4())
    replies = [front_end.ask(server, join, b"", method="POST", **{"Idempotency-Key": key}) for server in servers]
    assert replies[0] == replies[1]
    assert replies[0][0] == 201
    assert Enrolment.objects.count() == 1, "a repeat at the other is a repeat"

    browser = Visitor()
    browser.fill_in(first, "/admin/login/", {"username": person.email, "password": PASSWORD})
    assert b"My courses" in browser.ask(second, "/admin/")[1], "a session of one is one of the other"
    status, text = browser.fill_in(first, "/admin/images/add/", {"title": "Teal"}, [("file", picture())])
    assert status == 200, text
    image = Image.objects.get(title="Teal")
    assert front_end.ask(second, f"/api/v1/media/{image.public_id}")[1].startswith(b"\x89PNG"), "so are files"

    first.process.send_signal(signal.SIGKILL)
    assert front_end.ask(second, "/api/v1/me/learning")[0] == 200
    assert b"My courses" in browser.ask(second, "/admin/")[1]
    assert front_end.ask(second, "/api/v1/auth/sign-out", b"", method="POST")[0] == 204
    assert front_end.ask(second, "/api/v1/me")[0] == 401
    assert TokenFamily.objects.exclude(ended_at=None).count() == 1
