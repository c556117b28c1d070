"""Idempotency-Key: the same request sent twice acts once and is answered alike (DESIGN 8).

Key, effect and answer commit together, so a process that dies in between leaves either all of it or nothing.
A second request with a key still in flight waits on the key's row until the first has ended.
"""

import functools
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import orjson
from django.db import connection, transaction
from rest_framework.request import Request
from rest_framework.response import Response

from frontend_api.errors import problem_of
from frontend_api.models import IdempotentReply
from frontend_api.renderers import dump
from kit import clock
from kit.errors import Conflict, DomainError, InvalidInput

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
KEPT_FOR = timedelta(hours=24)

Method = Callable[..., Response]


class IdempotencyKeyReused(Conflict):
    reason = "idempotency_key_reused"
    message = "This Idempotency-Key was used for another request."


def once_per_key(method: Method) -> Method:
    """Let the view's method honour Idempotency-Key for a signed-in person. Without the header it runs as ever."""

    @functools.wraps(method)
    def wrapper(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None or not request.user.is_authenticated:
            return method(view, request, *args, **kwargs)
        if not (1 <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise InvalidInput({HEADER: [f"1 to {LONGEST_KEY} printable ASCII characters, please."]})
        run = functools.partial(method, view, request, *args, **kwargs)
        return _answer_once(request, key, run)

    wrapper.is_idempotent = True  # type: ignore[attr-defined]
    return wrapper


def _answer_once(request: Request, key: str, run: Callable[[], Response]) -> Response:
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        reply_pk = _claim(cast(int, request.user.pk), key, fingerprint)
        if reply_pk is None:
            return _repeat(request, key, fingerprint)
        response = _run(run)
        IdempotentReply.objects.filter(pk=reply_pk).update(
            status=response.status_code, body=dump(response.data).decode()
        )
    return response


def _fingerprint(request: Request) -> str:
    body = orjson.dumps(request.data, option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.sha256(b"\n".join([str(request.method).encode(), request.path.encode(), body])).hexdigest()


def _claim(person_pk: int, key: str, fingerprint: str) -> int | None:
    """The new row's key; None when the key is taken. Waits while the request that took it is in flight."""
    table = IdempotentReply._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (person_id, key, request_hash, body, created_at) VALUES (%s, %s, %s, '', %s)"  # noqa: S608 - the name of our own table
            " ON CONFLICT (person_id, key) DO UPDATE SET request_hash = excluded.request_hash, status = NULL,"
            " body = '', created_at = excluded.created_at"
            f" WHERE {table}.created_at < %s RETURNING id",
            [person_pk, key, fingerprint, clock.now(), clock.now() - KEPT_FOR],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _run(run: Callable[[], Response]) -> Response:
    """The answer, or the refusal: both are what a repeat will be told. Nothing of a refused request stays."""
    try:
        with transaction.atomic():
            return run()
    except DomainError as refusal:
        problem = problem_of(refusal)
        if problem is None or problem.status not in {403, 404, 409, 422}:
            raise
        return Response(problem.body, status=problem.status)


def _repeat(request: Request, key: str, fingerprint: str) -> Response:
    reply = IdempotentReply.objects.get(person_id=request.user.pk, key=key)
    if reply.request_hash != fingerprint:
        raise IdempotencyKeyReused
    return Response(orjson.loads(reply.body), status=reply.status, headers={"Idempotent-Replayed": "true"})


def forget_old_replies() -> int:
    """Remove answers that nobody will ask for again."""
    return IdempotentReply.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
