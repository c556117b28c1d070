"""Settings for the public: refuses to start on anything weak (FAULTS H3)."""

from django.core.exceptions import ImproperlyConfigured

from config import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    ADMIN_URL,
    ALLOWED_HOSTS,
    MEDIA_ORIGIN,
    SITE_URL,
    STRIPE_API_BASE,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRETS,
)

SHORTEST_SECRET = 50


def strong(name: str, why: str) -> str:
    """The secret `name`. Raises ImproperlyConfigured when it is missing, short, simple or known from development."""
    value = env.required(name, why)
    if len(value) < SHORTEST_SECRET or len(set(value)) < 10 or "development" in value or "test-only" in value:
        raise ImproperlyConfigured(f"{name} is weak: use at least {SHORTEST_SECRET} random characters.")
    return value


SECRET_KEY = strong("SECRET_KEY", "Production needs a secret of its own.")
STOREFRONT_SECRET = strong("STOREFRONT_SECRET", "The storefront and this server know each other by it.")
env.required("ACCESS_TOKEN_KEYS", "Production signs its tokens with keys of its own: `manage.py make_token_key`.")
env.required("EMAIL_HOST", "Production sends its letters through a mail server.")
env.required("DATABASE_URL", "Production does not run on the embedded database.")
if STRIPE_SECRET_KEY and STRIPE_API_BASE:
    raise ImproperlyConfigured("STRIPE_API_BASE is for the stand-in: production talks to Stripe itself.")
if STRIPE_SECRET_KEY and not STRIPE_WEBHOOK_SECRETS:
    raise ImproperlyConfigured("STRIPE_WEBHOOK_SECRETS is needed with STRIPE_SECRET_KEY: it proves what Stripe tells.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that production answers for.")
for _name, _url in (("SITE_URL", SITE_URL), ("ADMIN_URL", ADMIN_URL)):
    if not _url.startswith("https://"):
        raise ImproperlyConfigured(f"{_name} must begin with https:// in production.")
if MEDIA_ORIGIN and not MEDIA_ORIGIN.startswith("https://"):
    raise ImproperlyConfigured("MEDIA_ORIGIN must begin with https:// in production.")

DEBUG = False
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_TLS_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
