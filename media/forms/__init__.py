"""The forms of media, in which settings and viewsets find them."""

from media.forms.documents import DocumentForm
from media.forms.films import FilmForm
from media.forms.pictures import PictureForm

__all__ = ["DocumentForm", "FilmForm", "PictureForm"]
