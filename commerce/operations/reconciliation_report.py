"""What administrators do about a difference, and what the latest comparison left open."""

from django.utils.translation import gettext_lazy as _

from commerce.enums import FindingKind
from commerce.models import Finding, Reconciliation

NEXT_STEPS = {
    FindingKind.MISSING_HERE: _(
        "Look it up at the payment provider. What belongs to an order is asked about on the order's page; what was made"
        " there by hand, such as a transfer taken back, is told to whoever keeps the books."
    ),
    FindingKind.MISSING_THERE: _(
        "Ask about it on the order's page. If the payment provider really knows nothing of it, write to its support"
        " with this name before anything more is paid for the order."
    ),
    FindingKind.AMOUNT: _(
        "Compare the order with the payment provider's page for it, and hold payments to its sellers until it is clear."
    ),
    FindingKind.FEE: _(
        "The payment provider kept another fee than is booked. Tell whoever keeps the books; buyers and sellers are not"
        " concerned."
    ),
    FindingKind.CURRENCY: _(
        "The payment provider settles this in another currency. See in its settings whether an account for our currency"
        " is missing."
    ),
    FindingKind.MENDED: "",
}


def latest() -> Reconciliation | None:
    """The comparison that was finished last."""
    return Reconciliation.objects.exclude(finished_at=None).order_by("-finished_at", "-pk").first()


def still_open() -> int:
    """How many differences the latest comparison left."""
    last = latest()
    return 0 if last is None else Finding.objects.filter(reconciliation=last).exclude(kind=FindingKind.MENDED).count()
