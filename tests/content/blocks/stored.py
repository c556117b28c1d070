"""One stored block of every kind, complete and valid."""

MUSICXML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Voice</part-name></score-part></part-list>
<part id="P1"><measure number="1"><note><rest/><duration>4</duration></note></measure></part></score-partwise>"""


def _simple(media):
    return [
        ("rich_text", "<p>Words of a text with <b>weight</b>.</p>"),
        ("heading", {"text": "Words of a heading", "level": "h3"}),
        ("quote", {"text": "Words of a quote", "attribution": "A teacher"}),
        ("callout", {"tone": "tip", "title": "Mind this", "text": "<p>Breathe.</p>"}),
        (
            "table",
            {
                "caption": "Numbers",
                "header_row": True,
                "header_column": False,
                "rows": [["a", "b"], ["Words of a cell", ""]],
            },
        ),
        ("code", {"language": "lilypond", "code": "c4 d e f"}),
        ("notation", {"format": "musicxml", "source": MUSICXML, "caption": "<p>One rest</p>"}),
        ("image", {"image": media["image"], "alt_text": "A dancer", "caption": "<p>Words of a caption</p>"}),
        (
            "gallery",
            {"images": [{"image": media["image"], "alt_text": f"Picture {n}", "caption": ""} for n in (1, 2)]},
        ),
        (
            "video",
            {
                "source": "file",
                "url": "",
                "video": media["film"],
                "title": "Plié",
                "poster": media["image"],
                "duration_seconds": 90,
                "captions": [{"language": "en", "file": media["captions"]}],
                "chapters": [{"at": "0:00", "title": "To the right"}, {"at": "0:45", "title": "To the left"}],
                "angle": "Front",
                "angles": [{"name": "Back", "video": media["back"], "offset_seconds": -1.48}],
                "transcript": "Down and up.",
                "downloadable": True,
            },
        ),
        (
            "audio",
            {
                "file": media["sound"],
                "title": "Vowels",
                "duration_seconds": None,
                "transcript": "",
                "downloadable": False,
            },
        ),
        ("download", {"file": media["paper"], "title": "Plan", "description": "To print"}),
        ("embed", {"url": "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC", "caption": ""}),
    ]


def _block(kind, value, number):
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{number:012}"}


def stored_blocks(media):
    simple = [_block(kind, value, number) for number, (kind, value) in enumerate(_simple(media), 1)]
    columns = {"columns": [{"content": simple[:3]}, {"content": simple[3:]}]}
    quiz = {"quiz": media["quiz"], "is_required": True}
    work = {"assignment": media["assignment"], "is_required": True}
    return [
        *simple,
        _block("columns", columns, 99),
        _block("quiz", quiz, 100),
        _block("assignment", work, 101),
    ]


def stored_resources(media):
    return [
        _block("download", {"file": media["paper"], "title": "Plan", "description": ""}, 1),
        _block("link", {"title": "Waltz", "url": "https://example.org/waltz"}, 2),
        _block("embed", {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "caption": ""}, 3),
    ]
