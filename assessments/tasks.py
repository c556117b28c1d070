"""The background work of quizzes, by the names under which it is deferred (DESIGN 7)."""

from assessments.operations.attempts import close_what_is_over
from kit.jobs import schedule


@schedule("assessments.close_what_is_over", cron="* * * * *")
def close_attempts() -> None:
    close_what_is_over()
