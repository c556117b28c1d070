import django.db.models.deletion
import kit.clock
import kit.ids
import uuid
from django.conf import settings
from django.db import migrations, models

# What a mark was before stays written down, whatever way somebody comes.
REGRADES_STAY = """
CREATE FUNCTION assessments_regrade_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a mark was before stays as it was written' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER assessments_regrade_stays BEFORE UPDATE OR DELETE ON assessments_regrade
    FOR EACH ROW EXECUTE FUNCTION assessments_regrade_stays();
"""
WITHDRAWN = """
DROP TRIGGER assessments_regrade_stays ON assessments_regrade;
DROP FUNCTION assessments_regrade_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0002_papers_frozen_at'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attempt',
            name='marked_by',
            field=models.ForeignKey(blank=True, help_text='The paper by whose answers it was marked anew, if it was.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.paper'),
        ),
        migrations.CreateModel(
            name='Regrading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                ('reason', models.TextField(max_length=1000)),
                ('lowers', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now)),
                ('total', models.PositiveIntegerField()),
                ('done', models.PositiveIntegerField(default=0)),
                ('reached_learner', models.BigIntegerField(default=0)),
                ('reached_attempt', models.BigIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regradings', to='assessments.paper')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regradings', to='assessments.quiz')),
            ],
        ),
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points_before', models.DecimalField(decimal_places=2, max_digits=8)),
                ('points_after', models.DecimalField(decimal_places=2, max_digits=8)),
                ('was_passed', models.BooleanField()),
                ('is_passed', models.BooleanField()),
                ('answers', models.JSONField()),
                ('created_at', models.DateTimeField(default=kit.clock.now)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='assessments.attempt')),
                ('regrading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='assessments.regrading')),
            ],
        ),
        migrations.AddConstraint(
            model_name='regrading',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('quiz',), name='quiz_is_marked_anew_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='regrading',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='marking_anew_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='regrade',
            constraint=models.UniqueConstraint(fields=('regrading', 'attempt'), name='attempt_is_marked_anew_once_in_a_regrading'),
        ),
        migrations.AddConstraint(
            model_name='regrade',
            constraint=models.CheckConstraint(condition=models.Q(('answers', {}), ('points_before', models.F('points_after')), ('was_passed', models.F('is_passed')), _negated=True), name='marking_anew_changed_something'),
        ),
        migrations.RunSQL(REGRADES_STAY, WITHDRAWN),
    ]
