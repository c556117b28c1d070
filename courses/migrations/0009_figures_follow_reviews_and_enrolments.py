"""`CourseFigures` is kept by the database: whatever door a review or an enrolment came through, its course's sums agree.

A statement is one update per course, however many rows it touched. What listings count (price, rating, publication,
availability) also moves the catalogue's version, by which counts kept by a process are known to be old.
"""

from django.db import migrations

KINDS = {
    "review": {
        "table": "courses_coursereview",
        "counted": "deleted_at IS NULL AND hidden_at IS NULL",
        "columns": "course_id, stars",
        "sums": "sum(n) AS n, coalesce(sum(n * stars), 0) AS total, "
        + ", ".join(f"coalesce(sum(n) FILTER (WHERE stars = {star}), 0) AS s{star}" for star in range(1, 6)),
        "changed": "changes.n <> 0 OR " + " OR ".join(f"changes.s{star} <> 0" for star in range(1, 6)),
        "set": "rating_count = figures.rating_count + changes.n, rating_sum = figures.rating_sum + changes.total, "
        + ", ".join(f"stars_{star} = figures.stars_{star} + changes.s{star}" for star in range(1, 6)),
    },
    "enrolment": {
        "table": "courses_enrolment",
        "counted": "state IN ('active', 'completed')",
        "columns": "course_id",
        "sums": "sum(n) AS n",
        "changed": "changes.n <> 0",
        "set": "learner_count = figures.learner_count + changes.n",
    },
}
EVENTS = {
    "insert": ("NEW TABLE AS new_rows", [("new_rows", 1)]),
    "update": ("OLD TABLE AS old_rows NEW TABLE AS new_rows", [("old_rows", -1), ("new_rows", 1)]),
    "delete": ("OLD TABLE AS old_rows", [("old_rows", -1)]),
}


def follow(name, event):
    kind = KINDS[name]
    tables, sources = EVENTS[event]
    rows = " UNION ALL ".join(
        f"SELECT {kind['columns']}, {sign} AS n FROM {source} WHERE {kind['counted']}" for source, sign in sources
    )
    return f"""
CREATE FUNCTION courses_follow_{name}_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM ({rows}) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET {kind["set"]}, version = figures.version + 1
    FROM (SELECT course_id, {kind["sums"]} FROM ({rows}) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND ({kind["changed"]});
    RETURN NULL;
END $$;
CREATE TRIGGER figures_follow_{event} AFTER {event.upper()} ON {kind["table"]}
    REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_{name}_{event}();
"""


def unfollow(name, event):
    return f"""
DROP TRIGGER figures_follow_{event} ON {KINDS[name]["table"]};
DROP FUNCTION courses_follow_{name}_{event}();
"""


PAIRS = [(name, event) for name in KINDS for event in EVENTS]

CATALOGUE = """
CREATE SEQUENCE courses_catalogue_version;
CREATE FUNCTION courses_move_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('courses_catalogue_version');
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_moves AFTER INSERT OR UPDATE OR DELETE ON courses_coursedocument
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF availability ON courses_course
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
CREATE TRIGGER catalogue_moves AFTER UPDATE OF price_minor, price_currency, rating_sum, rating_count
    ON courses_coursefigures FOR EACH ROW
    WHEN (OLD.price_minor <> NEW.price_minor OR OLD.price_currency <> NEW.price_currency
        OR OLD.rating_hundredths <> NEW.rating_hundredths)
    EXECUTE FUNCTION courses_move_catalogue_version();
"""
NO_CATALOGUE = """
DROP TRIGGER catalogue_moves ON courses_coursefigures;
DROP TRIGGER catalogue_moves ON courses_course;
DROP TRIGGER catalogue_moves ON courses_coursedocument;
DROP FUNCTION courses_move_catalogue_version();
DROP SEQUENCE courses_catalogue_version;
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0008_progress_reviews_and_search")]

    operations = [
        migrations.RunSQL(
            "".join(follow(*pair) for pair in PAIRS) + CATALOGUE,
            NO_CATALOGUE + "".join(unfollow(*pair) for pair in PAIRS),
        )
    ]
