"""Settings for the test suite: quick hashing, no limits except in the tests of limits."""

from config import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, EMBEDDED_POSTGRES, VAR_DIR
from kit.embedded_postgres import EmbeddedPostgres

SECRET_KEY = "test-only-key-that-production-settings-refuse"  # noqa: S105 - opens nothing but the tests' own data
FAILPOINTS = True
# The tests that talk to a storefront bring one.
STOREFRONT_SECRET = ""
DEMO_PEOPLE_ALLOWED = True
MAILBOX_PAGE = True
PEOPLE_LIMITS_FACTOR = 10_000
ACCESS_TOKEN_KEYS = ["dGVzdHMtb25seS1zaWduaW5nLXNlZWQtMzItYnl0ZXM"]
CREDENTIAL_KEYS = ["dGVzdHMtb25seS1jcmVkZW50aWFsLXNlZWQtMzItYnk"]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Wagtail's own tasks run where they are called, so that a test counts only the jobs it caused.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if EMBEDDED_POSTGRES is not None:
    EMBEDDED_POSTGRES = EmbeddedPostgres(VAR_DIR / "test-postgres")
    DATABASES["default"] |= {
        **env.database(EMBEDDED_POSTGRES.url("perfomix")),
        "OPTIONS": DATABASES["default"]["OPTIONS"],
    }

# Files of tests go into no bucket but those that a test brings.
STORAGES["default"] = {"BACKEND": "media.access.storage.SignedFiles"}  # noqa: F405
MEDIA_PARTS = "media.gateways.disk.DiskParts"
# Most films of tests are a few bytes that only begin like one; the tests of streams bring real ones.
MEDIA_STREAMS = False
# The tests of scans bring what stands in for a scanner.
CLAMD_ADDRESS = ""

STRIPE_SECRET_KEY = "sk_test_of_the_tests"  # noqa: S105 - opens nothing
STRIPE_WEBHOOK_SECRETS = ["whsec_of_the_tests"]
STRIPE_CONNECT_WEBHOOK_SECRETS = ["whsec_connect_of_the_tests"]
# Nobody listens there: tests that pay bring a stand-in.
STRIPE_API_BASE = "http://127.0.0.1:9"

API_LIMITS = dict.fromkeys(API_LIMITS, 1_000_000)  # noqa: F405 - the tests of limits set their own
