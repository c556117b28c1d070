"""What a new house begins with: a site root that carries our name, the page under which all courses stand, the workflow.

The workflow records reviews and has one task; reviewers decide on our own pages.
"""

import uuid

from django.db.models import F, Max

NAME = "Perfomix"
WORKFLOW = "Course review"


def make_index(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    CourseIndexPage = apps.get_model("courses", "CourseIndexPage")
    if CourseIndexPage.objects.exists():
        return
    root = Page.objects.get(depth=1)
    last = Page.objects.filter(depth=2).aggregate(last=Max("path"))["last"]
    step = int(last[-4:], 36) + 1 if last else 1
    content_type, _ = ContentType.objects.get_or_create(app_label="courses", model="courseindexpage")
    CourseIndexPage.objects.create(
        title="Courses",
        draft_title="Courses",
        slug="courses",
        url_path="/courses/",
        content_type=content_type,
        path=f"{root.path}{base36(step):0>4}",
        depth=2,
        numchild=0,
        locale=Locale.objects.first(),
        translation_key=uuid.uuid4(),
    )
    Page.objects.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    Page.objects.filter(depth=2, slug="home").update(title=NAME, draft_title=NAME)
    Site.objects.filter(is_default_site=True).update(site_name=NAME)


def base36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


def close_wagtails_own_groups(apps, schema_editor):
    """Wagtail's own groups may edit and publish the whole tree; here owners and co-authors edit."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()


def make_workflow(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    ContentType = apps.get_model("contenttypes", "ContentType")
    CourseReviewTask = apps.get_model("courses", "CourseReviewTask")
    if CourseReviewTask.objects.exists():
        return
    content_type, _ = ContentType.objects.get_or_create(app_label="courses", model="coursereviewtask")
    task = CourseReviewTask.objects.create(name=WORKFLOW, content_type=content_type, active=True)
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
