"""A look at a draft through the front end: first a code for one use, then a session (docs/adr/0018)."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField

CODE_LIVES = timedelta(seconds=60)
SESSION_LIVES = timedelta(minutes=15)


def digest_of(secret: str) -> str:
    """How codes and tokens lie at rest. They are long and random, so that a plain hash tells nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


class PreviewQuerySet(models.QuerySet["Preview"]):
    def ended(self) -> Self:
        """Those that open nothing any more: never exchanged in time, or over."""
        now = clock.now()
        return self.filter(models.Q(opened_at=None, code_expires_at__lte=now) | models.Q(expires_at__lte=now))

    def open(self) -> Self:
        return self.filter(expires_at__gt=clock.now())


class PreviewManager(models.Manager.from_queryset(PreviewQuerySet)):  # type: ignore[misc]
    def issue(self, page: Any, editor: Any, *, content: dict[str, Any] | None, follows_draft: bool) -> str:
        """A code for `editor` to look at `page`, good once and for a minute.

        `content` is what the editor's form holds, None for the draft as it is stored. It is shown until the page is
        saved later than now, or for good unless `follows_draft`.
        """
        code = secrets.token_urlsafe(32)
        now = clock.now()
        self.create(
            editor=editor,
            page_id=page.pk,
            site=settings.SITE_URL,
            content=content,
            follows_draft=follows_draft,
            code_hash=digest_of(code),
            code_expires_at=now + CODE_LIVES,
            created_at=now,
        )
        return code


class Preview(models.Model):
    """What one editor may see of one page's draft, at one front end. Rows go soon after they end."""

    public_id = PublicIdField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    site = models.CharField(max_length=200, help_text=_("The address of the front end that may exchange the code."))
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    follows_draft = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    code_hash = models.CharField(max_length=64, unique=True)
    code_expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    objects = PreviewManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_at=None, token_hash=None, expires_at=None)
                | models.Q(opened_at__isnull=False, token_hash__isnull=False, expires_at__isnull=False),
                name="preview_has_a_session_once_opened",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.editor}"
