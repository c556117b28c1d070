"""What the public reads of a course, and whether it may: publishing, archiving, withdrawing, restoring."""

from courses.operations.publication.availability import archive_course, restore_course, withdraw_course
from courses.operations.publication.runs import (
    cancel_publication,
    publish,
    publish_submission,
    request_publication,
    take_up_abandoned,
    try_again,
)

__all__ = [
    "archive_course",
    "cancel_publication",
    "publish",
    "publish_submission",
    "request_publication",
    "restore_course",
    "take_up_abandoned",
    "try_again",
    "withdraw_course",
]
