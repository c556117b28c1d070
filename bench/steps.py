"""What seeding prints while it works, and how it writes fast."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

Tell = Callable[[float], None]


@contextmanager
def step(title: str) -> Iterator[Tell]:
    """Print the title, then how much of the step is done whenever a tenth more is, then its seconds."""
    started = time.monotonic()
    told = 0
    print(f"  {title} … ", end="", flush=True)

    def tell(done: float) -> None:
        nonlocal told
        if int(done * 10) > told:
            told = int(done * 10)
            print(f"{told * 10} % ", end="", flush=True)

    yield tell
    print(f"{time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def without_triggers() -> Iterator[None]:
    """Write without foreign key checks and our own triggers: what is copied was checked where it was made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        # A crash in the middle means seeding again, so nobody waits for the disk.
        cursor.execute("SET LOCAL synchronous_commit = off")
        yield


INDEXES = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', relation.relname, held.conname),
    format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', relation.relname, held.conname, pg_get_constraintdef(held.oid))
FROM pg_constraint AS held JOIN pg_class AS relation ON relation.oid = held.conrelid
WHERE held.conrelid = %(table)s::regclass AND held.contype = 'u'
UNION ALL
SELECT format('DROP INDEX %%I', index.relname), pg_get_indexdef(index.oid)
FROM pg_index AS held JOIN pg_class AS index ON index.oid = held.indexrelid
WHERE held.indrelid = %(table)s::regclass
    AND NOT EXISTS (SELECT FROM pg_constraint AS owner WHERE owner.conindid = held.indexrelid)
"""


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Take the table's indexes and unique constraints away, all but its key's, and make them anew at the end.

    Sorting millions of rows once is far cheaper than finding a place for each.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(INDEXES, {"table": model._meta.db_table})
        statements = cursor.fetchall()
        for drop, _ in statements:
            cursor.execute(drop)
        yield
        for _, make in statements:
            cursor.execute(make)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
