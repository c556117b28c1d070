"""The background work of quizzes, by the names under which it is deferred (DESIGN 7)."""

from assessments.operations.attempts import close_what_is_over
from assessments.operations.peers import take_back_what_lapsed
from assessments.operations.regrading import REGRADE, regrade
from kit.jobs import job, schedule


@schedule("assessments.close_what_is_over", cron="* * * * *")
def close_attempts() -> None:
    close_what_is_over()


@job(REGRADE)
def mark_anew(regrading_id: int) -> None:
    regrade(regrading_id)


@schedule("assessments.take_back_what_lapsed", cron="*/5 * * * *")
def give_lapsed_reviews_to_others() -> None:
    take_back_what_lapsed()
