"""Whether the process lives, and whether it should be given work (FAULTS O7)."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

# Jobs wait seconds; one that is due for this long says that no worker is taking them.
QUEUE_PATIENCE_SECONDS = 600

_migrated = False


def livez(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; asks nothing else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is migrated and its queue moves; else 503 with what is wrong."""
    problems = {}
    try:
        if not migrated():
            problems["migrations"] = "some are not applied"
        elif stuck := stuck_jobs():
            problems["queue"] = f"{stuck} jobs are overdue"
    except DatabaseError:
        problems["database"] = "it does not answer"
    status = 503 if problems else 200
    return JsonResponse({"status": "unavailable" if problems else "ok", "problems": problems}, status=status)


def migrated() -> bool:
    """Whether this code's migrations are all applied; remembered once true, since they are never taken back."""
    global _migrated  # noqa: PLW0603 - asked for every few seconds, read from disk only until it holds
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    return _migrated


def stuck_jobs() -> int:
    """How many jobs have been due for longer than a working queue would leave them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs j WHERE j.status = 'todo'"
            " AND COALESCE(j.scheduled_at, (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id))"
            " < now() - make_interval(secs => %s)",
            [QUEUE_PATIENCE_SECONDS],
        )
        return int(cursor.fetchone()[0])
