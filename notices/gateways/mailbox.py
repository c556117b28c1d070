"""A mail backend that keeps letters in the database for the mailbox page: development machines only."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from notices.models import MailboxLetter


class MailboxBackend(BaseEmailBackend):
    """Keeps every letter as a MailboxLetter. Refuses to work where the mailbox page is not open."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if not settings.MAILBOX_PAGE:
            raise ImproperlyConfigured("The mailbox is for development. Set a mail server for this environment.")
        MailboxLetter.objects.bulk_create([_kept(message) for message in email_messages])
        return len(email_messages)


def _kept(message: EmailMessage) -> MailboxLetter:
    # Building the whole message first refuses what a mail server would refuse, such as line breaks in headers.
    message.message()
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((content for content, kind in alternatives if kind == "text/html"), "")
    return MailboxLetter(
        recipients=", ".join(message.recipients())[:1000],
        sender=message.from_email,
        subject=str(message.subject)[:500],
        text=str(message.body),
        html=str(html),
    )
