"""The background work of previews (DESIGN 7)."""

from kit.jobs import schedule
from previews import operations


@schedule("previews.forget_ended", cron="*/5 * * * *")
def forget_ended() -> None:
    operations.forget_ended()
