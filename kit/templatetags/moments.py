"""Moments as people say them."""

from datetime import datetime, timedelta

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from kit import clock

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """“3 hours ago”, and “just now” for the first minute."""
    if clock.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, clock.now())}
