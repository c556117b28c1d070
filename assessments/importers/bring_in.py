"""Found questions into a quiz or a bank, with the pictures that they show."""

import hashlib
import posixpath
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.importers.questions import Found, LeftOut
from assessments.models import QuestionBank, Quiz
from assessments.operations.quizzes import add_questions
from media.errors import QuotaSpent
from media.models import Image
from media.models.file_types import IMAGES, check_file
from media.models.stored_file import without_metadata
from media.operations.uploads import refuse_beyond_quota

LONGEST_NAME = 80
# Each is decoded and cleaned while somebody waits.
MOST_PICTURES = 100


def bring_questions_in(holder: Quiz | QuestionBank, found: Found, *, actor: Any) -> int:
    """Put the questions behind those of the quiz or the bank, pictures as the actor's; says how many came.

    Those whose picture cannot be taken are left out and added to the remarks. All is written, or nothing.
    """
    shelf = _Shelf(found.pictures, actor)
    taken = []
    try:
        with transaction.atomic():
            for question in found.questions:
                try:
                    taken.append(_with_pictures(question, shelf))
                except LeftOut as reason:
                    found.remarks.append(_("A question was left out: %(reason)s") % {"reason": reason})
            if taken:
                add_questions(holder, taken, actor=actor)
    except BaseException:
        shelf.take_back()
        raise
    return len(taken)


def _with_pictures(question: dict[str, Any], shelf: "_Shelf") -> dict[str, Any]:
    content = [
        {**block, "value": {**block["value"], "image": shelf.pk(block["value"]["image"])}}
        if block["type"] == "image"
        else block
        for block in question["value"]["content"]
    ]
    return {**question, "value": {**question["value"], "content": content}}


@dataclass(slots=True)
class _Shelf:
    """The pictures of one package as a person's, each stored once, by what it holds."""

    pictures: dict[str, bytes]
    person: Any
    _written: list[Image] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def pk(self, name: str) -> int:
        """The key of the picture. Raises LeftOut for one that is not taken."""
        if name not in self._known:
            content = self.pictures[name]
            digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
            held = Image.objects.filter(uploaded_by_user=self.person, file_hash=digest).first()
            self._known[name] = (held or self._store(name, content, digest)).pk
        return self._known[name]

    def _store(self, name: str, content: bytes, digest: str) -> Image:
        if len(self._written) >= MOST_PICTURES:
            raise LeftOut(_("at most %(most)s pictures are taken at once") % {"most": MOST_PICTURES})
        try:
            refuse_beyond_quota(self.person, len(content))
        except QuotaSpent as spent:
            raise LeftOut(str(spent)) from spent
        stem, ending = posixpath.splitext(posixpath.basename(name))
        file = ContentFile(content, name=f"{stem[:LONGEST_NAME]}{ending.lower()}")
        # The hash is that of the package's file, by which it is found the next time; storing cleans pictures.
        image = Image(title=stem[:255], uploaded_by_user=self.person, is_public=False, file_hash=digest)
        try:
            check_file(file, IMAGES)
            # Looked at whole: storing measures a picture before it cleans it, and half a one cannot be measured.
            without_metadata(file, name)
            image.file = file
            with transaction.atomic():
                image.save()
        except ValidationError as error:
            raise LeftOut(_("its picture is not taken (%(why)s)") % {"why": " ".join(error.messages)}) from error
        self._written.append(image)
        return image

    def take_back(self) -> None:
        """Delete the files written, after the transaction that knew of them was undone."""
        for image in self._written:
            image.file.storage.delete(image.file.name)
