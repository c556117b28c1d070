"""Production's middleware and templates on a database of the bench; limits stay on, wide enough not to answer 429."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import API_LIMITS

ROOT_URLCONF = "bench.urls"
DEBUG = False
# The bench asks more of one visitor in a minute than any visitor may.
API_LIMITS = dict.fromkeys(API_LIMITS, 10**9)
# And every worker signs in anew.
PEOPLE_LIMITS_FACTOR = 10_000
