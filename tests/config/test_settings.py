"""Production refuses to start on anything weak (FAULTS H3)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "SECRET_KEY": "k3Jd9-Qm2_xZ7vTb5LwRn8YhPc4GsFa6UeXi0OoVtBqMjDyHzWl",
    "STOREFRONT_SECRET": "p8Hs2-Vb6_nC4xQz9TkLw3RgYf7MdJa5UeSi1OoXtEqGjDyBzWv",
    "ACCESS_TOKEN_KEYS": "kept-elsewhere",
    "EMAIL_HOST": "mail.example.org",
    "DATABASE_URL": "postgresql://perfomix:secret@database.example.org/perfomix",
    "ALLOWED_HOSTS": "admin.example.org",
    "SITE_URL": "https://example.org",
    "ADMIN_URL": "https://admin.example.org",
}
BUCKET = {
    "MEDIA_BUCKET": "films",
    "MEDIA_ORIGIN": "https://s3.example.org",
    "MEDIA_BUCKET_KEY_ID": "perfomix",
    "MEDIA_BUCKET_SECRET": "kept-elsewhere",
}
SHOW = "import config.settings.production as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)"


def load(show=SHOW, **changes):
    environment = {"PATH": os.environ["PATH"], **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.covers("fault-H3", "req-J6")
def test_sound_settings_load_and_are_strict():
    loaded = load()
    assert loaded.stdout == "False True True\n", loaded.stderr


@pytest.mark.covers("fault-H3")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": f"development-{GOOD['SECRET_KEY']}"}, "SECRET_KEY is weak"),
        ({"STOREFRONT_SECRET": "short"}, "STOREFRONT_SECRET is weak"),
        ({"ACCESS_TOKEN_KEYS": ""}, "ACCESS_TOKEN_KEYS is not set"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "example.org,*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"SITE_URL": "http://example.org"}, "SITE_URL must begin with https://"),
        ({"ADMIN_URL": "http://admin.example.org"}, "ADMIN_URL must begin with https://"),
        ({"MEDIA_BUCKET": "films"}, "MEDIA_ORIGIN is not set"),
        ({**BUCKET, "MEDIA_ORIGIN": "http://s3.example.org"}, "MEDIA_ORIGIN must begin with https://"),
        ({**BUCKET, "MEDIA_ORIGIN": "s3.example.org"}, "MEDIA_ORIGIN must look like https://s3.example.org"),
        ({**BUCKET, "MEDIA_ORIGIN": "https://s3.example.org/films"}, "MEDIA_ORIGIN must look like"),
        ({**BUCKET, "MEDIA_BUCKET_ENDPOINT": "storage:9000"}, "MEDIA_BUCKET_ENDPOINT must look like"),
        ({**BUCKET, "MEDIA_BUCKET_SECRET": ""}, "MEDIA_BUCKET_KEY_ID and MEDIA_BUCKET_SECRET belong together"),
        ({**BUCKET, "MEDIA_PART_MEGABYTES": "4"}, "MEDIA_PART_MEGABYTES must be at least 5"),
        ({"MEDIA_PART_MEGABYTES": "10"}, "MEDIA_PART_MEGABYTES must be at most 9"),
        ({"CLAMD_ADDRESS": "scanner.example.org"}, "CLAMD_ADDRESS must look like scanner.example.org:3310"),
        ({"CLAMD_ADDRESS": "scanner.example.org:clamd"}, "CLAMD_ADDRESS must look like"),
        ({"CLAMD_ADDRESS": ":3310"}, "CLAMD_ADDRESS must look like"),
        ({"CLAMD_ADDRESS": "scanner.example.org:99999"}, "CLAMD_ADDRESS must look like"),
    ],
)
def test_a_weak_setting_is_refused(changes, why):
    refused = load(**changes)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert why in refused.stderr.splitlines()[-1]


SHOW_FILES = (
    "import json, config.settings.production as s; policy = s.CONTENT_SECURITY_POLICY['DIRECTIVES'];"
    " said = [s.STORAGES['default'], s.MEDIA_PARTS, s.MEDIA_ORIGIN, policy['connect-src'], policy['media-src']];"
    " print(json.dumps(said))"
)


@pytest.mark.covers("req-J5")
def test_without_a_bucket_files_lie_on_disk():
    storage, parts, origin, connect, media = json.loads(
        load(show=SHOW_FILES, MEDIA_ORIGIN="https://s3.example.org").stdout
    )
    assert storage == {"BACKEND": "media.access.storage.SignedFiles"}
    assert (parts, origin) == ("media.gateways.disk.DiskParts", "")
    assert (connect, media) == (["'self'"], ["'self'", "blob:"])


@pytest.mark.covers("req-J5")
@pytest.mark.parametrize(
    ("endpoint", "reached"), [("", "https://s3.example.org"), ("http://storage:9000", "http://storage:9000")]
)
def test_a_bucket_is_where_files_lie_and_all_that_the_editor_may_reach(endpoint, reached):
    loaded = load(show=SHOW_FILES, **BUCKET, MEDIA_BUCKET_ENDPOINT=endpoint)
    storage, parts, origin, connect, media = json.loads(loaded.stdout)
    assert storage["BACKEND"] == "media.access.bucket.SignedBucket"
    assert storage["OPTIONS"] == {
        "bucket_name": "films",
        "endpoint_url": reached,
        "region_name": "us-east-1",
        "access_key": "perfomix",
        "secret_key": "kept-elsewhere",
    }
    assert (parts, origin) == ("media.gateways.bucket.BucketParts", "https://s3.example.org")
    assert connect == ["'self'", "https://s3.example.org/films/"]
    assert media == ["'self'", "blob:", "https://s3.example.org/films/"]


def test_a_machine_with_a_role_needs_no_keys():
    loaded = load(show=SHOW_FILES, **BUCKET | {"MEDIA_BUCKET_KEY_ID": "", "MEDIA_BUCKET_SECRET": ""})
    assert set(json.loads(loaded.stdout)[0]["OPTIONS"]) == {"bucket_name", "endpoint_url", "region_name"}


@pytest.mark.covers("req-J5")
@pytest.mark.parametrize("address", ["", "scanner.example.org:3310", "[::1]:3310", "/run/clamav/clamd.ctl"])
def test_a_scanner_is_named_by_port_or_path(address):
    show = "import config.settings.production as s; print(repr(s.CLAMD_ADDRESS))"
    assert load(show=show, CLAMD_ADDRESS=address).stdout == f"{address!r}\n"


@pytest.mark.covers("fault-H3")
def test_debug_cannot_be_turned_on():
    assert load(DEBUG="1").stdout == "False True True\n"


def test_a_file_gives_what_the_environment_does_not(tmp_path, monkeypatch):
    monkeypatch.setenv("PERFOMIX_GIVEN", "kept")
    monkeypatch.delenv("PERFOMIX_READ", raising=False)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    (tmp_path / ".env").write_text("# a comment=1\nPERFOMIX_GIVEN=changed\nPERFOMIX_READ='two words'\nnonsense\n")
    env.read_env_file(tmp_path / ".env")
    assert env.text("PERFOMIX_GIVEN") == "kept"
    assert env.text("PERFOMIX_READ") == "two words"


def test_a_database_address_is_taken_apart():
    assert env.database("postgresql://me:p%40ss@db.example.org:6432/stage?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "stage",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        env.database("sqlite:///file")
