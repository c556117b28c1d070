"""Migrations run from nothing, and back (FAULTS O4)."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests import database

pytestmark = pytest.mark.covers("fault-O4")

# Steps that cannot be taken back, with the reason: there are none.
ONE_WAY: dict[tuple[str, str], str] = {}

SCHEMA = """
SELECT 'column', table_name, column_name, data_type, is_nullable, coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', ''
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, '', prosrc, '', '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4
"""


def ours():
    """Migrations of this project's apps that make a new database, in order."""
    here = {path.parent.name for path in database.ROOT.glob("*/apps.py")}
    found = {label: [] for label in here if apps.is_installed(label)}
    for app, name in sorted(MigrationLoader(None).graph.nodes):
        if app in found:
            found[app].append(name)
    return {app: names for app, names in found.items() if names}


def schema():
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return cursor.fetchall()


def test_every_step_can_be_taken_back_or_says_why_not():
    found = ours()
    assert {"accounts", "courses", "kit"} <= found.keys()
    migrations = MigrationLoader(None).disk_migrations
    one_way = {
        key: [type(operation).__name__ for operation in migration.operations if not operation.reversible]
        for key, migration in migrations.items()
        if key[0] in found
    }
    assert {key for key, operations in one_way.items() if operations} == ONE_WAY.keys()


@pytest.mark.django_db
def test_migrating_from_nothing_is_quick():
    # Half a minute where a start takes two seconds; on a slower machine both take as much longer.
    migrating, starting = database.seconds_of_migrating()
    assert 0 < migrating <= 15 * starting


@pytest.mark.django_db(transaction=True)
def test_the_last_step_of_every_app_is_taken_back_and_done_again():
    before = schema()
    found = ours()
    for app, names in found.items():
        executor = MigrationExecutor(connection)
        # Taking back another app's step may have taken this one with it.
        if len(names) > 1 and (app, names[-1]) in executor.loader.applied_migrations:
            executor.migrate([(app, names[-2])])
    assert schema() != before
    MigrationExecutor(connection).migrate([(app, names[-1]) for app, names in found.items()])
    assert schema() == before


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_all_steps_are_taken_back_and_done_again():
    before = schema()
    found = ours()
    MigrationExecutor(connection).migrate([(app, None) for app in found])
    tables = {row[1] for row in schema() if row[0] == "column"}
    assert not {table for table in tables if table.split("_")[0] in found}
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert schema() == before
