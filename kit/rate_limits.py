"""Exact limits on what a visitor or a person may do in a window, counted in PostgreSQL (DESIGN 8)."""

import math

from django.db import connection

from kit.errors import RateLimited

# One statement decides and counts: concurrent callers queue on the row, so no more than the limit ever pass. The
# statement commits by itself where the caller has no transaction open, and a refusal is not counted.
_TAKE = """
INSERT INTO kit_ratelimit AS held (key, window_ends_at, used)
VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(seconds)s), 1)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN held.window_ends_at <= clock_timestamp() THEN 1 ELSE held.used + 1 END,
    window_ends_at = CASE WHEN held.window_ends_at <= clock_timestamp()
        THEN clock_timestamp() + make_interval(secs => %(seconds)s) ELSE held.window_ends_at END
WHERE held.window_ends_at <= clock_timestamp() OR held.used < %(limit)s
RETURNING used
"""


def hit(key: str, *, limit: int, seconds: int) -> int:
    """Take one of the `limit` uses of `key` in its window of `seconds`, and say how many are left.

    Raises RateLimited, with `retry_after` in whole seconds, when none is left. Call it outside a transaction that may
    be rolled back, or the use is given back with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key, "seconds": seconds, "limit": limit})
        row = cursor.fetchone()
        if row is not None:
            return limit - int(row[0])
        cursor.execute(
            "SELECT extract(epoch FROM window_ends_at - clock_timestamp()) FROM kit_ratelimit WHERE key = %s", [key]
        )
        left = cursor.fetchone()
    raise RateLimited(retry_after=max(1, math.ceil(left[0])) if left else 1)


def refuse_when_spent(key: str, *, limit: int) -> None:
    """Raise RateLimited, as `hit` would, when no use of `key` is left; take none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM window_ends_at - clock_timestamp()) FROM kit_ratelimit"
            " WHERE key = %s AND used >= %s AND window_ends_at > clock_timestamp()",
            [key, limit],
        )
        left = cursor.fetchone()
    if left is not None:
        raise RateLimited(retry_after=max(1, math.ceil(left[0])))
