"""Index and references of pages stored in bulk, brought up to date after the commit."""

from collections.abc import Sequence

from django.db import transaction
from modelsearch import index
from wagtail.models import Page, ReferenceIndex

BATCH = 200


def index_pages(page_ids: Sequence[int]) -> None:
    """Have the pages found by search and their media counted as used, once this transaction is committed."""
    transaction.on_commit(lambda: index_now(page_ids))


def index_now(page_ids: Sequence[int]) -> None:
    """Bring search and reference index up to date for these pages. Safe to repeat."""
    for start in range(0, len(page_ids), BATCH):
        batch = Page.objects.filter(pk__in=page_ids[start : start + BATCH]).specific()
        for page in batch:
            ReferenceIndex.create_or_update_for_object(page)
            index.insert_or_update_object(page)
