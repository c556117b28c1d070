"""Wagtail's own background tasks as jobs of ours, so that one worker does all (DESIGN 7)."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from kit import clock, jobs


class JobBackend(BaseTaskBackend):
    """Defers a django-tasks task as the job `kit.run_task`, within the current transaction."""

    supports_defer = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        jobs.enqueue("kit.run_task", after=task.run_after, task=task.module_path, args=list(args), kwargs=dict(kwargs))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=clock.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


@jobs.job("kit.run_task", queue="background")
def run_task(*, task: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the django-tasks task at the dotted path `task`; what it was about may be gone by now, which is no fault."""
    work: Task = import_string(task)
    try:
        work.call(*args, **kwargs)
    except ObjectDoesNotExist:
        return
