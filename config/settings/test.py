"""Settings for the test suite: quick hashing, no limits except in the tests of limits."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "test-only-key-that-production-settings-refuse"  # noqa: S105 - opens nothing but the tests' own data
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
