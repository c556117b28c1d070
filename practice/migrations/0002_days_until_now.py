"""Days of practice that progress still tells of: when each lesson was first and last opened, and completed."""

from zoneinfo import ZoneInfo

from django.db import migrations

AT_ONCE = 500


def keep_days(apps, schema_editor):
    """May be run again: days are kept once."""
    profiles = apps.get_model("accounts", "Profile").objects.order_by("person_id")
    progress = apps.get_model("courses", "LessonProgress").objects
    day = apps.get_model("practice", "PracticeDay")
    last = 0
    while zones := dict(profiles.filter(person_id__gt=last).values_list("person_id", "time_zone")[:AT_ONCE]):
        last = max(zones)
        moments = progress.filter(learner_id__in=zones).values_list(
            "learner_id", "first_access_at", "last_access_at", "completed_at"
        )
        days = {
            (person, moment.astimezone(ZoneInfo(zones[person])).date())
            for person, *found in moments.iterator()
            for moment in found
            if moment is not None
        }
        day.objects.bulk_create(
            [day(person_id=person, day=each) for person, each in sorted(days)], ignore_conflicts=True, batch_size=1000
        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("practice", "0001_practice"),
        ("accounts", "0005_roles_are_paused"),
        ("courses", "0029_assignments_in_lessons"),
    ]
    operations = [migrations.RunPython(keep_days, migrations.RunPython.noop)]
