"""Learners are counted anew only when a seat opens or closes: every progress write moves its seat's last lesson.

A trigger on statements runs whatever changed; one on rows can say when it has to.
"""

from django.db import migrations

OPEN = "('active', 'completed')"

BY_ROW = f"""
DROP TRIGGER figures_follow_update ON courses_enrolment;
CREATE OR REPLACE FUNCTION courses_follow_enrolment_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    VALUES (NEW.course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1)
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET
        learner_count = figures.learner_count + (figures.course_id = NEW.course_id AND NEW.state IN {OPEN})::int
            - (figures.course_id = OLD.course_id AND OLD.state IN {OPEN})::int,
        version = figures.version + 1
    WHERE figures.course_id IN (OLD.course_id, NEW.course_id);
    RETURN NULL;
END $$;
CREATE TRIGGER figures_follow_update AFTER UPDATE ON courses_enrolment FOR EACH ROW
    WHEN (OLD.course_id <> NEW.course_id OR (OLD.state IN {OPEN}) <> (NEW.state IN {OPEN}))
    EXECUTE FUNCTION courses_follow_enrolment_update();
"""

CHANGES = f"""
    SELECT course_id, -1 AS n FROM old_rows WHERE state IN {OPEN}
    UNION ALL SELECT course_id, 1 AS n FROM new_rows WHERE state IN {OPEN}
"""

BY_STATEMENT = f"""
DROP TRIGGER figures_follow_update ON courses_enrolment;
CREATE OR REPLACE FUNCTION courses_follow_enrolment_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_coursefigures (course_id, price_minor, price_currency, learner_count, rating_count, rating_sum,
        stars_1, stars_2, stars_3, stars_4, stars_5, version)
    SELECT DISTINCT course_id, 0, 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM ({CHANGES}) AS touched ORDER BY course_id
    ON CONFLICT (course_id) DO NOTHING;
    UPDATE courses_coursefigures AS figures SET learner_count = figures.learner_count + changes.n,
        version = figures.version + 1
    FROM (SELECT course_id, sum(n) AS n FROM ({CHANGES}) AS touched GROUP BY course_id) AS changes
    WHERE figures.course_id = changes.course_id AND changes.n <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_follow_update AFTER UPDATE ON courses_enrolment
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION courses_follow_enrolment_update();
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0013_revalidations_move_to_kit")]

    operations = [migrations.RunSQL(BY_ROW, BY_STATEMENT)]
