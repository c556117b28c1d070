"""The one order in which operations hold rows (docs/adr/0027).

People first, administrators together and by key; then what belongs to a person (requests, roles, profile, devices);
then the course; then what belongs to a course. Whoever changes what belongs to a person holds the person before, so
two such changes wait for each other at one row, and never in a ring.
"""

from accounts.models import User


def hold_person(person: int) -> User:
    """The person as they stand now, held until the transaction ends.

    Without the key: rows that only refer to the person are written meanwhile.
    """
    return User.objects.select_for_update(no_key=True).get(pk=person)
