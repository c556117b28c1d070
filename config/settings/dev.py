"""Settings for `make run` on one's own machine."""

from config import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR
from kit.logs import logging_settings

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or "development-only-key-that-production-settings-refuse"
ALLOWED_HOSTS = ["*"]
STOREFRONT_SECRET = env.text("STOREFRONT_SECRET") or env.kept_secret(VAR_DIR / "storefront.secret")
LOGGING = logging_settings(level=env.text("LOG_LEVEL", "WARNING"), as_json=env.flag("LOG_JSON"))

DEMO_PEOPLE_ALLOWED = True
MAILBOX_PAGE = True
if not env.text("EMAIL_HOST"):
    EMAIL_BACKEND = "notices.gateways.mailbox.MailboxBackend"
ACCESS_TOKEN_KEYS = env.words("ACCESS_TOKEN_KEYS") or [env.kept_secret(VAR_DIR / "access-token.key")]
CREDENTIAL_KEYS = env.words("CREDENTIAL_KEYS") or [env.kept_secret(VAR_DIR / "credential.key")]

# Without a key of Stripe's own, what `make run` starts beside us stands in for Stripe. Its key opens nothing.
STRIPE_STAND_IN_PORT = None if env.text("STRIPE_SECRET_KEY") else env.number("STRIPE_PORT", 12111)
if STRIPE_STAND_IN_PORT is not None:
    STRIPE_SECRET_KEY = "sk_test_standin"  # noqa: S105
    STRIPE_WEBHOOK_SECRETS = ["whsec_standin"]
    STRIPE_CONNECT_WEBHOOK_SECRETS = ["whsec_standin_connect"]
    STRIPE_API_BASE = f"http://127.0.0.1:{STRIPE_STAND_IN_PORT}"
