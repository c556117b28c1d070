"""Whoever moves the catalogue's version says so until the change is committed, so that readers know what they missed.

And the version moves with everything that the counts of the catalogue are made of.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION courses_move_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {before}PERFORM nextval('courses_catalogue_version');
    RETURN NULL;
END $$;
"""
# Many may hold it at a time, each until its transaction ends. It comes first, so that nobody sees the version moved and
# nobody moving it.
HOLD = "PERFORM pg_advisory_xact_lock_shared('courses_catalogue_version'::regclass::oid::bigint); "

TRIGGER = """
CREATE TRIGGER catalogue_moves AFTER UPDATE OF {columns} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
"""
NO_TRIGGER = "DROP TRIGGER catalogue_moves ON {table};"
COURSES = {"table": "courses_course", "columns": "availability, is_paused, is_featured, owner_id"}
COURSES_BEFORE = {"table": "courses_course", "columns": "availability, is_paused"}
OTHERS = (
    {"table": "taxonomy_category", "columns": "slug"},
    {"table": "taxonomy_level", "columns": "slug"},
    {"table": "accounts_profile", "columns": "producer_slug"},
)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0016_kept_loops"),
        ("taxonomy", "0001_initial"),
        ("accounts", "0002_profile"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION.format(before=HOLD), FUNCTION.format(before="")),
        migrations.RunSQL(
            NO_TRIGGER.format(**COURSES) + TRIGGER.format(**COURSES),
            NO_TRIGGER.format(**COURSES) + TRIGGER.format(**COURSES_BEFORE),
        ),
        *(migrations.RunSQL(TRIGGER.format(**each), NO_TRIGGER.format(**each)) for each in OTHERS),
    ]
