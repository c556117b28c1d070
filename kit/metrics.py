"""What is counted for whoever watches over the program, in Prometheus' text format."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from kit import front_end

REQUESTS = Counter("perfomix_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "perfomix_request_seconds",
    "Time from a request's arrival to its answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)

JOBS = Gauge("perfomix_jobs", "Background jobs that wait, run, or are parked.", ["status"])

REVALIDATIONS = Gauge("perfomix_revalidations_waiting", "Changes that the front end has not been told yet.")
REVALIDATION_AGE = Gauge("perfomix_revalidation_oldest_seconds", "For how long the oldest of them has waited.")


def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of this process, for bearers of `METRICS_TOKEN`; hidden when none is set (FAULTS H3)."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(given, token):
        raise Http404
    for status, count in jobs_by_status().items():
        JOBS.labels(status).set(count)
    untold = front_end.waiting()
    REVALIDATIONS.set(untold.changes)
    REVALIDATION_AGE.set(untold.oldest_seconds)
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def jobs_by_status() -> dict[str, int]:
    counts = {"todo": 0, "doing": 0, "failed": 0}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs"
            " WHERE status IN ('todo', 'doing', 'failed') GROUP BY status"
        )
        return counts | dict(cursor.fetchall())
