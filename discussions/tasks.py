"""The background work of discussions, by the name under which it is deferred (DESIGN 7)."""

from discussions.operations.telling import TELL_FOLLOWERS, tell_followers
from kit.jobs import job


@job(TELL_FOLLOWERS)
def tell(answer_id: int) -> None:
    tell_followers(answer_id)
