"""Settings for the public: refuses to start on anything weak."""

from config import environment as env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.required("SECRET_KEY", "Production needs a secret of its own.")
