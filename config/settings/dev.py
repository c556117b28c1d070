"""Settings for `make run` on one's own machine."""

from config import environment as env
from config.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or "development-only-key-that-production-settings-refuse"
ALLOWED_HOSTS = ["*"]
