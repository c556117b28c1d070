"""The workflow that records reviews, with its one task; reviewers decide on our own pages."""

from django.db import migrations

NAME = "Course review"


def make_workflow(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    ContentType = apps.get_model("contenttypes", "ContentType")
    CourseReviewTask = apps.get_model("courses", "CourseReviewTask")
    if CourseReviewTask.objects.exists():
        return
    content_type, _ = ContentType.objects.get_or_create(app_label="courses", model="coursereviewtask")
    task = CourseReviewTask.objects.create(name=NAME, content_type=content_type, active=True)
    workflow = Workflow.objects.create(name=NAME, active=True)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_review_and_publication"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
