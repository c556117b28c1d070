"""The queues of what courses themselves bring. Apps above register theirs beside their own models."""

from django.utils.translation import gettext_lazy as _

from courses.operations.marking import waiting_for
from desk.access import unanswered_reviews
from desk.gates import Queue, register_queue

register_queue(
    Queue(_("Work to mark"), "hand_ins", lambda person: waiting_for(person).count(), icon="edit", order=10),
)
register_queue(
    Queue(
        _("Reviews to answer"),
        "reviews_to_answer",
        lambda person: unanswered_reviews(person).count(),
        icon="comment",
        order=30,
    ),
)
