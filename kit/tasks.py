"""The work of the house itself: jobs and limits kept tidy, and the front end told what to fetch again."""

import asyncio

import structlog
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from kit import front_end, jobs
from kit.jobs import schedule
from kit.models import RateLimit
from kit.revalidation import POST_JOB

# A worker says every few seconds that it lives; a few missed words and its jobs go to another.
HEARTBEAT_SECONDS = 5
LEASE_SECONDS = 20
FINISHED_JOBS_ARE_KEPT_HOURS = 72

log = structlog.get_logger("kit.jobs")


async def watch_leases() -> None:
    """Take up the jobs of dead workers for as long as this worker lives; every worker watches over all."""
    while True:
        try:
            await take_up_stalled_jobs()
        except ConnectorException as error:
            log.warning("leases_not_seen", reason=str(error))  # the database is away; so are the jobs
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def take_up_stalled_jobs() -> int:
    """Give the jobs of workers that died back to the queue, and park those that have had all their tries.

    Returns how many there were.
    """
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LEASE_SECONDS))
    for job in stalled:
        try:
            await _take_up(job)
        except ConnectorException:
            log.info("job_taken_up_by_another", job=job.id)
    return len(stalled)


async def _take_up(job: Job) -> None:
    task = app.tasks.get(job.task_name)
    strategy = task.retry_strategy if task else None
    retries = strategy.max_attempts if isinstance(strategy, RetryStrategy) else 0
    # A job that kills its worker each time must not kill every worker in turn.
    if job.attempts >= (retries or 0):
        log.error("job_parked", job=job.id, name=job.task_name, tries=job.attempts + 1)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    else:
        log.warning("job_taken_up", job=job.id, name=job.task_name)
        await app.job_manager.retry_job(job)


@schedule("kit.remove_finished_jobs", cron="17 3 * * *")
def remove_finished_jobs() -> None:
    """Drop jobs that went well, or were given up by somebody, days ago; parked ones stay until somebody has looked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs j WHERE j.status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS"
            " (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > now() - %s * interval '1 hour')",
            [FINISHED_JOBS_ARE_KEPT_HOURS],
        )


@schedule("kit.remove_ended_limits", cron="*/15 * * * *")
def remove_ended_limits() -> None:
    """Drop the rows of windows that ended."""
    RateLimit.objects.ended().delete()


@jobs.job(POST_JOB)
def post_revalidations() -> None:
    front_end.post_waiting()


@schedule("kit.sweep_revalidations", cron="* * * * *")
def sweep_revalidations() -> None:
    """Post what no job cares for any more."""
    front_end.post_waiting()


@schedule("kit.remove_posted_revalidations", cron="27 3 * * *")
def remove_posted_revalidations() -> None:
    front_end.remove_posted()
