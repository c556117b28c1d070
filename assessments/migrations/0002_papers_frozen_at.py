import kit.clock
from django.db import migrations, models

# What was written stays; only when it was last handed in goes on.
ONLY_WHAT_IT_SAYS = """
DROP TRIGGER assessments_paper_stays ON assessments_paper;
CREATE TRIGGER assessments_paper_stays
    BEFORE UPDATE OF id, quiz_id, sha, content, media, created_at OR DELETE ON assessments_paper
    FOR EACH ROW EXECUTE FUNCTION assessments_paper_stays();
"""
ALL_OF_IT = """
DROP TRIGGER assessments_paper_stays ON assessments_paper;
CREATE TRIGGER assessments_paper_stays BEFORE UPDATE OR DELETE ON assessments_paper
    FOR EACH ROW EXECUTE FUNCTION assessments_paper_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(ONLY_WHAT_IT_SAYS, ALL_OF_IT),
        migrations.AddField(
            model_name="paper",
            name="frozen_at",
            field=models.DateTimeField(default=kit.clock.now),
        ),
        migrations.RunSQL("UPDATE assessments_paper SET frozen_at = created_at", migrations.RunSQL.noop),
    ]
