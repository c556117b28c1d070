"""Messages that visitors write to us: taken, sent on, forgotten in time."""

from datetime import timedelta

from django.db import transaction

from accounts.models import User
from accounts.operations.limits import Limit, knock
from cms import letters
from cms.models import ContactMessage, SiteSettings
from kit import clock, jobs
from kit.visitors import Visitor
from notices.letters import admin_link, compose_letter

# An address is counted whoever writes in its name: the answer goes there.
CONTACT = Limit("contact", per_visitor=10, per_subject=5, seconds=3600)
KEPT_FOR = timedelta(days=365)


def take_message(
    *, name: str, email: str, subject: str, text: str, trap: str, sender: User | None, visitor: Visitor
) -> ContactMessage | None:
    """Store the message and send it on to the site's contact address. The text must not be trusted.

    `trap` is a field that people do not see: whoever fills it in gets the same answer, and nothing is kept. Raises
    RateLimited for too many messages of a visitor or in the name of an address.
    """
    knock(CONTACT, visitor, subject=email, anywhere=True)
    if trap:
        return None
    with transaction.atomic():
        message = ContactMessage.objects.create(name=name, email=email, subject=subject, text=text, sender=sender)
        jobs.enqueue("cms.send_contact_letter", message_id=message.pk)
    return message


def send_contact_letter(message_id: int) -> None:
    """The job behind `take_message`: safe to run twice. Without a contact address messages are only in the admin."""
    message = ContactMessage.objects.filter(pk=message_id, mailed_at=None).first()
    address = SiteSettings.the_one().contact_address
    if message is None or not address:
        return
    letter = compose_letter(
        letters.CONTACT_MESSAGE,
        to=address,
        sender=message.name,
        email=message.email,
        subject=message.subject,
        text=message.text,
        url=admin_link("/admin/messages/"),
    )
    letter.reply_to = [message.email]
    letter.send()
    message.mailed_at = clock.now()
    message.save(update_fields=["mailed_at"])


def forget_old_messages() -> int:
    """Delete messages that are a year old; says how many."""
    return ContactMessage.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
