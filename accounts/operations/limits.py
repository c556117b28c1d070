"""How often one may knock. Counted before any work is done and outside the operation's transaction, exactly."""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from kit import rate_limits
from kit.visitors import Visitor


@dataclass(frozen=True)
class Limit:
    """So many within so many seconds, by visitor and, where there is one, by address asked for."""

    name: str
    per_visitor: int
    per_subject: int
    seconds: int


# By subject and visitor together, so that nobody can lock another person out from afar.
SIGN_IN = Limit("sign-in", per_visitor=30, per_subject=5, seconds=300)
SIGN_UP = Limit("sign-up", per_visitor=10, per_subject=3, seconds=3600)
# Letters to one address are counted whoever asks: the mailbox is the victim there.
LETTER = Limit("letter", per_visitor=10, per_subject=3, seconds=3600)
LINK = Limit("link", per_visitor=30, per_subject=0, seconds=3600)
REFRESH = Limit("refresh", per_visitor=600, per_subject=0, seconds=300)
PASSWORD = Limit("password", per_visitor=30, per_subject=5, seconds=300)


def knock(limit: Limit, visitor: Visitor, *, subject: str = "", anywhere: bool = False) -> None:
    """Take one use of `limit`, or raise RateLimited. `anywhere` counts the subject from all visitors together."""
    factor = settings.PEOPLE_LIMITS_FACTOR
    if subject and limit.per_subject:
        place = "anywhere" if anywhere else visitor.network
        digest = hashlib.sha256(f"{place} {subject.casefold()}".encode()).hexdigest()
        rate_limits.hit(f"{limit.name}:s:{digest}", limit=limit.per_subject * factor, seconds=limit.seconds)
    rate_limits.hit(f"{limit.name}:v:{visitor.network}", limit=limit.per_visitor * factor, seconds=limit.seconds)
