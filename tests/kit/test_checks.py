import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from kit import checks


@pytest.mark.django_db
def test_the_database_of_the_tests_will_do():
    assert run_checks(databases=["default"], tags=["database"]) == []


@pytest.mark.django_db
def test_an_old_server_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(checks, "OLDEST_VERSION", 99)
    with pytest.raises(CommandError, match="PostgreSQL 99 or newer is needed and DATABASE_URL names a 1"):
        call_command("check", databases=["default"])
