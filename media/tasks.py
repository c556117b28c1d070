"""What was begun to be sent and not finished is given up in time."""

from kit.jobs import schedule
from media.operations import uploads


@schedule("media.sweep_uploads", cron="*/15 * * * *")
def sweep_uploads() -> None:
    uploads.sweep_uploads()
