"""Questions that nobody has answered yet, on the desk of those who write the course."""

from django.utils.translation import gettext_lazy as _

from desk.gates import Queue, register_queue
from discussions.access import waiting_for

register_queue(
    Queue(_("Questions to answer"), "questions", lambda person: waiting_for(person).count(), icon="help", order=20),
)
