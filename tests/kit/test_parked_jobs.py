import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from accounts.models import User
from kit import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-W8")]

ran: list[str] = []


@jobs.job("tests.parked")
def parked_work(*, word: str) -> None:
    ran.append(word)


@pytest.fixture
def parked():
    ran.clear()
    jobs.enqueue("tests.parked", word="plié")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'tests.parked'")
    return Job.objects.get(task_name="tests.parked")


@pytest.fixture
def administrator(client):
    person = User.objects.create(email="admin@example.org", is_superuser=True)
    client.force_login(person)
    return client


@pytest.fixture
def producer(client):
    person = User.objects.create(email="producer@example.org")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    return client


def test_an_administrator_sees_what_is_parked_and_nothing_else(parked, administrator):
    jobs.enqueue("tests.parked", word="waiting")
    page = administrator.get(reverse("parked_jobs"))
    assert page.status_code == 200
    assert "tests.parked" in page.text
    assert "plié" in page.text
    assert "waiting" not in page.text


def test_a_parked_job_is_tried_again(parked, administrator):
    answer = administrator.post(reverse("parked_job_again", args=[parked.pk]))
    assert answer.url == reverse("parked_jobs")
    assert jobs.run_pending() == 1
    assert ran == ["plié"]


def test_a_parked_job_is_removed_for_good(parked, administrator):
    administrator.post(reverse("parked_job_remove", args=[parked.pk]))
    assert not Job.objects.filter(pk=parked.pk).exists()
    assert jobs.run_pending() == 0


def test_only_parked_jobs_are_touched(administrator):
    jobs.enqueue("tests.parked", word="waiting")
    waiting = Job.objects.get(task_name="tests.parked")
    assert administrator.post(reverse("parked_job_remove", args=[waiting.pk])).status_code == 404
    assert administrator.post(reverse("parked_job_again", args=[waiting.pk])).status_code == 404
    assert administrator.get(reverse("parked_job_again", args=[waiting.pk])).status_code == 405
    assert Job.objects.get(pk=waiting.pk).status == "todo"


def test_nobody_else_sees_or_touches_them(parked, producer):
    for answer in (
        producer.get(reverse("parked_jobs")),
        producer.get(reverse("parked_jobs_results")),
        producer.post(reverse("parked_job_again", args=[parked.pk])),
        producer.post(reverse("parked_job_remove", args=[parked.pk])),
    ):
        assert answer.status_code in (302, 403, 404)
    assert Job.objects.get(pk=parked.pk).status == "failed"
    assert "Parked jobs" not in producer.get(reverse("wagtailadmin_home")).text
