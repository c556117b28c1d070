from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.ids import PublicIdField


class OwnedMedia(models.Model):
    """What every medium has: a public name and whether anyone may fetch it. Its owner is `uploaded_by_user`.

    A private file is served only after a gate of `media.gates` has said yes; a public one to everybody.
    """

    public_id = PublicIdField()
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Anyone may fetch it, without asking for access.")
    )
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    content_type = models.CharField(max_length=100, blank=True, editable=False)

    class Meta:
        abstract = True
