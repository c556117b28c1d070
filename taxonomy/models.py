"""What courses are sorted by: categories, styles and levels. Administrators keep the lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A word of a controlled list, in the order the administrators gave it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Category(Term):
    """The art a course teaches: dance, voice, instrument, acting, …"""

    class Meta(Term.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class Style(Term):
    """A style within a category: ballet, bel canto, fingerstyle, …"""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="styles", verbose_name=_("category"))

    class Meta(Term.Meta):
        verbose_name = _("style")
        verbose_name_plural = _("styles")


class Level(Term):
    """How far a learner should be: beginner, intermediate, …"""

    class Meta(Term.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")
