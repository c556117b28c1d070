"""The housekeeping that keeps jobs and limits tidy."""

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from kit.jobs import schedule
from kit.models import RateLimit

# A worker says every ten seconds that it lives; three missed words and its jobs go to another.
LEASE_SECONDS = 30
FINISHED_JOBS_ARE_KEPT_HOURS = 72


@schedule("kit.take_up_stalled_jobs", cron="* * * * *")
def take_up_stalled_jobs() -> None:
    """Give the jobs of a worker that died back to the queue."""

    async def take_up() -> None:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LEASE_SECONDS):
            await app.job_manager.retry_job(job)

    async_to_sync(take_up)()


@schedule("kit.remove_finished_jobs", cron="17 3 * * *")
def remove_finished_jobs() -> None:
    """Drop jobs that went well days ago; parked ones stay until somebody has looked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs j WHERE j.status = 'succeeded' AND NOT EXISTS (SELECT 1 FROM"
            " procrastinate_events e WHERE e.job_id = j.id AND e.at > now() - make_interval(hours => %s))",
            [FINISHED_JOBS_ARE_KEPT_HOURS],
        )


@schedule("kit.remove_ended_limits", cron="*/15 * * * *")
def remove_ended_limits() -> None:
    """Drop the rows of windows that ended."""
    RateLimit.objects.ended().delete()
