"""The background work of the site's pages, by the names under which it is deferred (DESIGN 7)."""

from django.core.management import call_command

from cms.operations import contact
from kit.jobs import job, schedule

job("cms.send_contact_letter")(contact.send_contact_letter)


@schedule("cms.publish_what_is_due", cron="* * * * *")
def publish_what_is_due() -> None:
    """Publish and take down the pages of the site whose time has come; pages of courses have none."""
    call_command("publish_scheduled")


@schedule("cms.forget_old_messages", cron="27 3 * * *")
def forget_old_messages() -> None:
    contact.forget_old_messages()
