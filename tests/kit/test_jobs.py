import pytest
from django.db import transaction

from kit import jobs

ran: list[int] = []


@jobs.job("tests.remember")
def remember(*, number: int) -> None:
    ran.append(number)


@pytest.fixture(autouse=True)
def forget():
    ran.clear()


@pytest.mark.django_db
def test_a_job_runs_with_its_ids():
    jobs.enqueue("tests.remember", number=7)
    assert jobs.run_pending() == 1
    assert ran == [7]
    assert jobs.run_pending() == 0


@pytest.mark.django_db
def test_a_job_goes_with_the_transaction_that_failed():
    with transaction.atomic():
        jobs.enqueue("tests.remember", number=7)
        transaction.set_rollback(True)
    assert jobs.run_pending() == 0
    assert ran == []


@pytest.mark.django_db
def test_an_unknown_job_is_refused_at_once():
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        jobs.enqueue("tests.unknown", number=1)
