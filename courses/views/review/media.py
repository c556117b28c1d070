"""Media inside a review: the public address asks for a learner's access, these ask who may open the submission."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from content.blocks import MediaLookup
from courses.models import CourseSubmission
from courses.views.review.base import OfSubmission
from media.access.signing import sign
from media.models import Document, Image, Video

KINDS: dict[str, Any] = {"image": Image, "document": Document, "video": Video}
_signer = Signer(salt="courses.review.media")


class ReviewMedia(MediaLookup):
    """What another lookup found, under addresses that lead through `ReviewMedium`."""

    def __init__(self, found: MediaLookup, submission: CourseSubmission) -> None:
        self._found = found
        self._submission = submission

    def image(self, key: object) -> dict[str, Any] | None:
        return self._readdressed("image", key, self._found.image(key))

    def document(self, key: object) -> dict[str, Any] | None:
        return self._readdressed("document", key, self._found.document(key))

    def video(self, key: object) -> dict[str, Any] | None:
        return self._readdressed("video", key, self._found.video(key))

    def sound_rendition(self, key: object) -> None:
        """Reviewers hear the sound as it was uploaded: a rendition is asked for as learners do."""

    def document_address(self, key: int) -> str | None:
        document = self.document(key)
        return str(document["url"]) if document else None

    def _readdressed(self, kind: str, key: object, medium: dict[str, Any] | None) -> dict[str, Any] | None:
        if medium is None:
            return None
        signed = _signer.sign(f"{self._submission.pk}:{kind}:{key}")
        shown = {**medium, "url": reverse("review_medium", args=[self._submission.public_id, signed])}
        # Reviewers see the film as it was uploaded: stream and poster are asked for as learners do.
        return {**shown, "stream_url": None, "thumbnails": None, "poster": None} if kind == "video" else shown


class ReviewMedium(OfSubmission):
    """Sends who may open the submission on to the file; only media that a page of it named can be asked for."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            submission_key, kind, key = _signer.unsign(self.kwargs["medium"]).split(":")
        except (BadSignature, ValueError):
            raise Http404 from None
        if submission_key != str(self.submission.pk):
            raise Http404
        medium = KINDS[kind].objects.filter(pk=key).first()
        if medium is None:
            raise Http404
        return redirect(sign(medium.file.name, content_type=medium.content_type, filename=medium.filename))
