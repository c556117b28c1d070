from django.db import migrations, models

COMPARED_AS_IT_WAS = """
CREATE TRIGGER compared_as_it_was BEFORE UPDATE OF before_minor ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
"""
NOT_COMPARED = "DROP TRIGGER compared_as_it_was ON commerce_orderline;"


class Migration(migrations.Migration):
    dependencies = [("commerce", "0030_refunds_keep_a_note")]

    operations = [
        migrations.AddField(
            "orderline",
            "before_minor",
            models.BigIntegerField(
                editable=False, help_text="During a sale: what the price was compared with.", null=True
            ),
        ),
        migrations.AddConstraint(
            "orderline",
            models.CheckConstraint(
                condition=models.Q(("before_minor", None), ("before_minor__gt", models.F("price_minor")), _connector="OR"),
                name="line_is_compared_with_a_higher_price",
            ),
        ),
        migrations.RunSQL(COMPARED_AS_IT_WAS, NOT_COMPARED),
    ]
