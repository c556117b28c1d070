"""Settings for `make run` on one's own machine."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or "development-only-key-that-production-settings-refuse"
ALLOWED_HOSTS = ["*"]
