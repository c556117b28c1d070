"""What the house shows its administrators: jobs that failed for good, and what the front end was not told yet."""

from typing import Any

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from kit import clock
from kit.models import Revalidation

log = structlog.get_logger("kit.jobs")


def may_see(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


class ButtonsColumn(Column):
    cell_template_name = "kit/parked_job_buttons.html"


class ParkedJobs(ReportView):
    """The jobs that had all their tries, newest first."""

    page_title = "Parked jobs"
    header_icon = "warning"
    index_url_name = "parked_jobs"
    index_results_url_name = "parked_jobs_results"
    default_ordering = "-id"
    columns = [
        Column("task_name", label="Job"),
        Column("args", label="About"),
        Column("attempts", label="Tries"),
        DateColumn("last_event_at", label="Failed"),
        ButtonsColumn("id", label=""),
    ]
    list_export = ["id", "task_name", "args", "attempts", "last_event_at"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[ProcrastinateJob]:
        failed = ProcrastinateJob.objects.filter(status="failed")
        return failed.annotate(last_event_at=Max("procrastinateevent__at")).order_by("-id")


class FrontEndPosts(ReportView):
    """What the front end was told in the last days, and what it was not told yet and why; what waits comes first."""

    page_title = "Front end"
    header_icon = "globe"
    index_url_name = "front_end_posts"
    index_results_url_name = "front_end_posts_results"
    default_ordering = "-pk"
    columns = [
        Column("tags", label="Tags", accessor=str),
        DateColumn("caused_at", label="Changed"),
        DateColumn("posted_at", label="Told"),
        Column("attempts", label="Refused tries"),
        Column("last_error", label="Last answer"),
    ]
    list_export = ["id", "expire", "stale", "caused_at", "posted_at", "attempts", "last_error"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Revalidation]:
        return Revalidation.objects.order_by(F("posted_at").desc(nulls_first=True), "-pk")


@require_POST
def try_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give a parked job back to the queue, for one more try."""
    job = _parked(request, job_id)
    app.job_manager.retry_job_by_id(job.pk, retry_at=clock.now())
    log.info("job_tried_again", job=job.pk, name=job.task_name, by=request.user.pk)
    messages.success(request, f"{job.task_name} is tried again.")
    return redirect("parked_jobs")


@require_POST
def give_up(request: HttpRequest, job_id: int) -> HttpResponse:
    """Remove a parked job for good."""
    job = _parked(request, job_id)
    log.info("job_given_up", job=job.pk, name=job.task_name, about=job.args, by=request.user.pk)
    with connection.cursor() as cursor:  # the library's model is for reading alone
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s AND status = 'failed'", [job.pk])
    messages.success(request, f"{job.task_name} is removed.")
    return redirect("parked_jobs")


def _parked(request: HttpRequest, job_id: int) -> ProcrastinateJob:
    if not may_see(request):
        raise PermissionDenied
    return get_object_or_404(ProcrastinateJob, pk=job_id, status="failed")
