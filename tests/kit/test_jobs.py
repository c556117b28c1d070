import pytest
from django.db import OperationalError, connection, transaction

from kit import jobs
from tests.database import server

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


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_is_told_as_by_any_statement():
    """So that it is answered as one: as something that is away, not as a fault of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with server() as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    with pytest.raises(OperationalError):
        jobs.enqueue("tests.remember", number=7)
    connection.close()
