"""What learners choose to pay: its bounds, and the least that a course can be had for, by which it is found."""

import django.db.models.functions.comparison
from django.db import migrations, models

TRIGGER = """
DROP TRIGGER catalogue_moves ON courses_coursefigures;
CREATE TRIGGER catalogue_moves AFTER UPDATE OF {columns} ON courses_coursefigures FOR EACH ROW
    WHEN ({price} OR OLD.price_currency <> NEW.price_currency OR OLD.rating_hundredths <> NEW.rating_hundredths)
    EXECUTE FUNCTION courses_move_catalogue_version();
"""
AFTER = TRIGGER.format(
    columns="price_minor, price_least_minor, price_currency, rating_sum, rating_count",
    price="OLD.price_minor <> NEW.price_minor OR OLD.price_from_minor <> NEW.price_from_minor",
)
BEFORE = TRIGGER.format(
    columns="price_minor, price_currency, rating_sum, rating_count", price="OLD.price_minor <> NEW.price_minor"
)
# Prices in further currencies are kept as they are sent.
SENT = """
UPDATE courses_coursefigures SET other_prices = (
    SELECT jsonb_agg(price || '{"least_minor": null, "most_minor": null}')
    FROM jsonb_array_elements(other_prices) AS price
) WHERE other_prices <> '[]';
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0024_sales_shown")]

    operations = [
        migrations.RunSQL(SENT, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="coursefigures",
            name="price_least_minor",
            field=models.BigIntegerField(help_text="Where learners choose what they pay.", null=True),
        ),
        migrations.AddField(
            model_name="coursefigures", name="price_most_minor", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="coursefigures",
            name="price_from_minor",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce("price_least_minor", "price_minor"),
                help_text="The least that it can be had for, by which it is found and ordered.",
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.RemoveIndex(model_name="coursefigures", name="courses_by_price"),
        migrations.AddIndex(
            model_name="coursefigures",
            index=models.Index(fields=["price_from_minor", "course"], name="courses_by_least_price"),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
