"""The WSGI application that granian serves."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def limit_queries(database: dict[str, Any], *, seconds: int) -> None:
    """Have the database end a request's query that does not end, and its wait for a lock that it does not get."""
    if seconds:
        limits = f"-c statement_timeout={seconds}s -c lock_timeout={max(1, seconds // 2)}s"
        database["OPTIONS"]["options"] = f"{database['OPTIONS'].get('options', '')} {limits}".strip()


django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - they can be read from here on

from kit.chunked_bodies import with_known_length  # noqa: E402

application = with_known_length(django_application, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

limit_queries(settings.DATABASES["default"], seconds=settings.STATEMENT_TIMEOUT_SECONDS)
