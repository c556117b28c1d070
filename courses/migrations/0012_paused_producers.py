"""A course is paused while its owner has paused teaching, whatever door wrote the pause or changed the owner.

The latest grant of the producer's role decides, so that laying a paused role down opens nothing again. Seats that
people take by themselves (free, by plan) are then refused by the database too; what was promised (bought, granted,
given) is kept.
"""

from django.db import migrations, models

FOLLOW = """
CREATE FUNCTION courses_follow_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE courses_course SET is_paused = (NEW.paused_at IS NOT NULL)
    WHERE owner_id = NEW.person_id AND is_paused <> (NEW.paused_at IS NOT NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER courses_follow AFTER INSERT OR UPDATE OF paused_at ON accounts_rolegrant
    FOR EACH ROW WHEN (NEW.role = 'producer' AND NEW.ended_at IS NULL) EXECUTE FUNCTION courses_follow_pause();

CREATE FUNCTION courses_follow_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT latest.paused_at IS NOT NULL INTO NEW.is_paused FROM accounts_rolegrant latest
    WHERE latest.person_id = NEW.owner_id AND latest.role = 'producer' ORDER BY latest.id DESC LIMIT 1 FOR SHARE;
    NEW.is_paused := coalesce(NEW.is_paused, FALSE);
    RETURN NEW;
END $$;
CREATE TRIGGER pause_follows_owner BEFORE INSERT OR UPDATE OF owner_id ON courses_course
    FOR EACH ROW EXECUTE FUNCTION courses_follow_owner();

CREATE FUNCTION courses_refuse_newcomer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('active', 'completed') THEN
        RETURN NEW;
    END IF;
    IF (SELECT course.is_paused FROM courses_course course WHERE course.id = NEW.course_id) THEN
        RAISE EXCEPTION 'the producer of course % has paused teaching', NEW.course_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'paused_course_takes_nobody_new';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paused_course_takes_nobody_new BEFORE INSERT OR UPDATE OF state ON courses_enrolment
    FOR EACH ROW WHEN (NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();

DROP TRIGGER catalogue_moves ON courses_course;
CREATE TRIGGER catalogue_moves AFTER UPDATE OF availability, is_paused ON courses_course
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
"""
FORGET = """
DROP TRIGGER catalogue_moves ON courses_course;
CREATE TRIGGER catalogue_moves AFTER UPDATE OF availability ON courses_course
    FOR EACH STATEMENT EXECUTE FUNCTION courses_move_catalogue_version();
DROP TRIGGER paused_course_takes_nobody_new ON courses_enrolment;
DROP FUNCTION courses_refuse_newcomer();
DROP TRIGGER pause_follows_owner ON courses_course;
DROP FUNCTION courses_follow_owner();
DROP TRIGGER courses_follow ON accounts_rolegrant;
DROP FUNCTION courses_follow_pause();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_roles_are_paused"), ("courses", "0011_invitations")]

    operations = [
        migrations.AddField(
            model_name="course",
            name="is_paused",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="Its owner has paused teaching: nobody new joins. Kept by the database alone.",
                verbose_name="paused",
            ),
        ),
        migrations.RunSQL(FOLLOW, FORGET),
    ]
