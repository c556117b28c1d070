"""The demo's courses as packages that the importer takes: their texts, and the media that the texts name."""

import re
import shutil
from pathlib import Path

import yaml

from cms.demo.handouts import practice_log
from cms.demo.pictures import draw_picture
from cms.demo.sounds import make_sound

COURSES = Path(__file__).parent / "courses"
FILMS = Path(__file__).parent / "films"
_MEDIUM = re.compile(
    r"^\s*(?:- )?(?:thumbnail|image|file|video|poster): (images|sounds|handouts|films)/([\w-]+)\.\w+$", re.MULTILINE
)


def make_book(slug: str, folder: Path) -> Path:
    """Write the course's package below `folder`: its pages and films as they are, its other media made anew. Returns
    where it lies."""
    book = folder / slug
    shutil.copytree(COURSES / slug, book)
    texts = "\n".join(page.read_text(encoding="utf-8") for page in sorted(book.glob("*.md")))
    language = contents_of(slug)["language"]
    for kind, name in sorted(set(_MEDIUM.findall(texts))):
        (book / kind).mkdir(exist_ok=True)
        if kind == "images":
            (book / kind / f"{name}.jpg").write_bytes(draw_picture(name))
        elif kind == "sounds":
            (book / kind / f"{name}.wav").write_bytes(make_sound(name))
        elif kind == "films":
            for film in FILMS.glob(f"{name}.*"):
                shutil.copy(film, book / kind)
        else:
            (book / kind / f"{name}.pdf").write_bytes(practice_log(language))
    return book


def contents_of(slug: str) -> dict[str, str]:
    """The front matter of the course's contents file."""
    text = (COURSES / slug / "contents.md").read_text(encoding="utf-8")
    fields: dict[str, str] = yaml.safe_load(text.split("---\n", 2)[1])
    return fields
