"""The one order in which operations hold rows (docs/adr/0027).

People first, administrators together and by key; then what belongs to a person (requests, roles, profile, devices);
then the course; then what belongs to a course. Whoever changes what belongs to a person holds the person before, so
two such changes wait for each other at one row, and never in a ring.
"""

from django.db import connection
from django.db.transaction import TransactionManagementError

from accounts.models import User
from kit.written_out import columns_of, row_as

# Written out, since every purchase asks it.
_HELD = f"""
SELECT {columns_of(User, "person")} FROM {User._meta.db_table} person WHERE person.id = %s FOR NO KEY UPDATE
"""  # noqa: S608 - put together from the model's own columns


def hold_person(person: int) -> User:
    """The person as they stand now, held until the transaction ends.

    Without the key: rows that only refer to the person are written meanwhile.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a person is held in a transaction")
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [person])
        row = cursor.fetchone()
    if row is None:
        raise User.DoesNotExist
    return row_as(User, row)
