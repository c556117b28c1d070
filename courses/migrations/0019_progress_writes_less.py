"""A progress write leaves indexes alone that nobody asks, and the trigger on newcomers to newcomers.

It names `state` among what it sets, so that the trigger's function ran each time, only to say that nobody is new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NEWCOMERS = """
DROP TRIGGER paused_course_takes_nobody_new ON courses_enrolment;
CREATE TRIGGER paused_course_takes_nobody_new BEFORE INSERT ON courses_enrolment
    FOR EACH ROW WHEN (NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();
CREATE TRIGGER paused_course_takes_nobody_back BEFORE UPDATE OF state ON courses_enrolment
    FOR EACH ROW WHEN (OLD.state NOT IN ('active', 'completed')
        AND NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();
"""
EVERYBODY = """
DROP TRIGGER paused_course_takes_nobody_back ON courses_enrolment;
DROP TRIGGER paused_course_takes_nobody_new ON courses_enrolment;
CREATE TRIGGER paused_course_takes_nobody_new BEFORE INSERT OR UPDATE OF state ON courses_enrolment
    FOR EACH ROW WHEN (NEW.source IN ('free', 'plan') AND NEW.state IN ('active', 'completed'))
    EXECUTE FUNCTION courses_refuse_newcomer();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("courses", "0018_kept_notes"),
    ]

    operations = [
        migrations.RunSQL(NEWCOMERS, EVERYBODY),
        migrations.AlterField(
            model_name="enrolment",
            name="last_lesson",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="courses.lesson",
            ),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="learner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lessonprogress",
            name="learner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
