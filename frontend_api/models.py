from django.conf import settings
from django.db import models

from kit import clock


class IdempotentReply(models.Model):
    """What a person was answered under an Idempotency-Key, kept so that a repeat gets the same and does nothing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(default="")
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="idempotency_key_is_used_once_by_a_person"),
        ]

    def __str__(self) -> str:
        return self.key
