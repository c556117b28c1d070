"""Settings of the programs that are killed: those of the tests, with a stand-in for Stripe and failpoints that kill."""

from pathlib import Path

from config import environment as env
from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES
from kit.failpoints import die_where_told
from kit.logs import logging_settings

DATABASES["default"] |= env.database(env.text("DATABASE_URL"))
STRIPE_SECRET_KEY = "sk_test_standin"
STRIPE_WEBHOOK_SECRETS = ["whsec_standin"]
STRIPE_API_BASE = env.text("STRIPE_API_BASE")
# Sellers are paid at once, so that refunds have something to take back from them.
TRANSFER_AFTER_DAYS = 0
LOGGING = logging_settings(level="ERROR", as_json=False)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

die_where_told(Path(env.text("KILLED_AT")))
