import django.db.models.deletion
from django.db import migrations, models


# Notices that were given before: their address names the question, their kind and their words the answer.
QUOTED_BEFORE = """
INSERT INTO discussions_quotation (question_id, answer_id, notice_id)
SELECT question.id, (
        SELECT answer.id FROM discussions_answer answer
        WHERE answer.question_id = question.id AND notice.kind <> 'courses.question_asked'
            AND notice.body <> '' AND left(answer.text, 500) = notice.body
        ORDER BY answer.id LIMIT 1
    ), notice.id
FROM notices_notice notice
JOIN discussions_question question ON right(notice.url, 47) = '/questions/' || question.public_id
WHERE notice.kind IN (
    'courses.question_asked', 'learning.mentioned', 'learning.answer_accepted', 'learning.question_answered'
);
UPDATE notices_notice SET withdrawn_at = now()
FROM discussions_quotation quotation
JOIN discussions_question question ON question.id = quotation.question_id
LEFT JOIN discussions_answer answer ON answer.id = quotation.answer_id
WHERE quotation.notice_id = notices_notice.id
    AND (coalesce(question.hidden_at, question.deleted_at) IS NOT NULL
        OR coalesce(answer.hidden_at, answer.deleted_at) IS NOT NULL);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0001_questions_and_answers'),
        ('notices', '0002_notices_can_be_withdrawn'),
    ]

    operations = [
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='discussions.answer')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.notice')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='discussions.question')),
            ],
            options={
                'verbose_name': 'quotation',
                'verbose_name_plural': 'quotations',
            },
        ),
        migrations.RunSQL(QUOTED_BEFORE, migrations.RunSQL.noop),
    ]
