"""What is counted for whoever watches over the program, in Prometheus' text format."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

REQUESTS = Counter("perfomix_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "perfomix_request_seconds",
    "Time from a request's arrival to its answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)


def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of this process, for bearers of `METRICS_TOKEN`; hidden when none is set (FAULTS H3)."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(given, token):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
