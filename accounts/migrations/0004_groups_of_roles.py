"""The editor's groups of the roles: what a producer and a reviewer may do there, pages apart."""

from django.db import migrations

ON_MEDIA = [("image", "image"), ("document", "document"), ("video", "video")]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    # Wagtail's own first groups are not ours: roles alone decide.
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()

    admin_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access_admin, _ = Permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    producers, _ = Group.objects.get_or_create(name="Producers")
    reviewers, _ = Group.objects.get_or_create(name="Reviewers")
    producers.permissions.add(access_admin)
    reviewers.permissions.add(access_admin)

    root = Collection.objects.get(depth=1)
    for model, word in ON_MEDIA:
        content_type, _ = ContentType.objects.get_or_create(app_label="media", model=model)
        for verb in ("add", "choose"):
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {word}"}
            )
            GroupCollectionPermission.objects.get_or_create(group=producers, collection=root, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sign_in"),
        ("media", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        # Theirs give every group of the editor rights on Wagtail's own images and documents; ours come after.
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
