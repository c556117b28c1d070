import pytest
from django_tasks import task

from accounts.models import User
from kit import jobs

ran: list[str] = []


@task()
def remember(word):
    ran.append(word)


@task()
def look_for_what_is_gone():
    User.objects.get(pk=-1)


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.TASKS = {"default": {"BACKEND": "kit.task_backend.JobBackend", "QUEUES": []}}
    ran.clear()


@pytest.mark.django_db
def test_a_task_of_wagtail_becomes_a_job():
    remember.enqueue("plié")
    assert ran == []
    assert jobs.run_pending() == 1
    assert ran == ["plié"]


@pytest.mark.django_db
def test_a_task_about_something_gone_is_done():
    look_for_what_is_gone.enqueue()
    assert jobs.run_pending() == 1
