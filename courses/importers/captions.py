"""Captions of Open edX (sjson: lists of starts, ends and texts in milliseconds) as SubRip, which players read."""

import json


def subrip_of(sjson: str) -> str:
    """The captions as SubRip. Raises ValueError when they are not what they should be."""
    match json.loads(sjson):
        case {"start": list(starts), "end": list(ends), "text": list(texts)}:
            pass
        case _:
            raise ValueError("not a list of captions")
    lines = []
    for number, (start, end, text) in enumerate(zip(starts, ends, texts, strict=False), start=1):
        words = "\n".join(line.strip() for line in str(text or "").splitlines() if line.strip())
        lines.append(f"{number}\n{_clock(start)} --> {_clock(end)}\n{words}\n")
    return "\n".join(lines)


def _clock(value: object) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 360_000_000:
        raise ValueError("a time that cannot be")
    seconds, thousandths = divmod(int(value), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{thousandths:03}"
