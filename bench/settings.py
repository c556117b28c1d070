"""Production's middleware and templates on a database of the bench; limits stay on, wide enough not to answer 429."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
DEBUG = False
