"""What a test committed is gone when the next one looks, whatever it was, and what the template holds is there."""

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.sql import SQL
from wagtail.models import Page, Site

from accounts.enums import Role
from commerce.models import SellerTerm
from commerce.operations.commission import set_seller_commission
from tests.database import address
from tests.factories.accounts import UserFactory
from tests.restoring import Restorer, SchemaChanged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own():
    with psycopg.connect(address(settings.DATABASES["default"]["NAME"]), autocommit=True) as connection:
        yield connection


def held(own):
    """All that stands in the database, in no order."""
    tables = own.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200")
    every_row = SQL("SELECT t::text FROM {} t")
    return {table: sorted(own.execute(every_row.format(SQL(table))).fetchall()) for (table,) in tables.fetchall()}


def test_all_that_was_committed_is_taken_back(own):
    before = held(own)
    restorer = Restorer.of(own)
    for _ in range(2):
        seller = UserFactory(roles=[Role.PRODUCER])
        # A row that nobody may delete.
        set_seller_commission(seller, 1000, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
        Page.objects.filter(depth=2).update(title="Another")
        Site.objects.all().delete()
        assert held(own) != before
        connections.close_all()
        restorer.restore(own)
        assert held(own) == before
        assert not SellerTerm.objects.exists()


def test_whoever_is_still_at_it_is_thrown_out(own):
    restorer = Restorer.of(own)
    with psycopg.connect(address(settings.DATABASES["default"]["NAME"])) as other:
        other.execute("UPDATE wagtailcore_page SET title = 'Another'")
        restorer.restore(own)
        with pytest.raises(psycopg.OperationalError):
            other.commit()
    assert not Page.objects.filter(title="Another").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (id int)",
        "ALTER TABLE accounts_user ADD COLUMN more int",
        "ALTER TABLE commerce_order DISABLE TRIGGER ALL",
        "DROP INDEX revalidations_still_to_post",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_another_schema_is_not_made_good_by_rows(own, statement):
    restorer = Restorer.of(own)
    UserFactory()
    own.execute(statement)
    connections.close_all()
    with pytest.raises(SchemaChanged):
        restorer.restore(own)
    assert own.execute("SELECT count(*) FROM accounts_user").fetchone() == (1,)
