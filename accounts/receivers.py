"""A session of the editor is a signed-in device too, however it began."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.enums import Door, EndReason
from accounts.models import TokenFamily, User
from accounts.operations.devices import begin_device, end_device
from kit.visitors import visitor_of

SESSION_KEY = "device"
NO_DEVICE = "00000000-0000-0000-0000-000000000000"


@receiver(user_logged_in, dispatch_uid="accounts.device_of_session")
def remember_device(request: HttpRequest, user: User, **_: Any) -> None:
    remember = "remember" in request.POST
    device = begin_device(user, door=Door.ADMIN, visitor=visitor_of(request), remember=remember)
    request.session[SESSION_KEY] = str(device.public_id)


@receiver(user_logged_out, dispatch_uid="accounts.end_device_of_session")
def end_session_device(request: HttpRequest, user: User | None, **_: Any) -> None:
    device = TokenFamily.objects.filter(
        public_id=str(request.session.get(SESSION_KEY, NO_DEVICE)), person=user, door=Door.ADMIN
    ).first()
    if user is not None and device is not None:
        end_device(device, reason=EndReason.SIGNED_OUT, actor=user)
