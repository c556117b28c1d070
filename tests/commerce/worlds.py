"""Worlds for what chance draws: each begins with an empty shop and an empty provider, and is forgotten."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core import mail
from django.db import transaction

from tests.fakes.stripe import FakeStripe


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo at the end what was done inside, so that the five thousandth draw takes no longer than the first.

    What is only of interest is not logged: of thousands it would fill the memory.
    """
    logging.disable(logging.INFO)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
        mail.outbox.clear()


@contextmanager
def a_world_of_its_own(provider: FakeStripe) -> Iterator[None]:
    """Nothing has happened here or at the provider, and what happens inside is forgotten."""
    provider.control("POST", "reset")
    provider.control("POST", "webhooks", mode="hold")
    with forgotten():
        yield
