"""Which web addresses may leave in a lesson, and which films and players we know how to embed."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\ufeff\\<>\"'`]")
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_HOSTS = frozenset(
    {
        "youtube.com",
        "www.youtube.com",
        "m.youtube.com",
        "music.youtube.com",
        "youtube-nocookie.com",
        "www.youtube-nocookie.com",
    }
)


def safe_address(value: str) -> str | None:
    """The address as it may stand in a link, or None when it could do anything but lead somewhere.

    Web, mail and telephone addresses, rooted paths and fragments pass; everything else (other schemes,
    protocol-relative and relative ones, user names in the host, hidden characters) does not.
    """
    address = value.strip().replace(" ", "%20")
    if not address or _FORBIDDEN.search(address) or address.startswith("//"):
        return None
    if address.startswith(("#", "/")) or _leads_somewhere(address):
        return address
    return None


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(host) and "@" not in parts.netloc
    return parts.scheme in LINK_SCHEMES


def safe_web_address(value: str) -> str | None:
    """Like `safe_address`, but for http and https alone."""
    address = safe_address(value)
    return address if address and urlsplit(address).scheme.lower() in {"http", "https"} else None


@dataclass(frozen=True)
class Embeddable:
    """A film or player of a provider on the safe list: the page for people and the address for a frame."""

    provider: str
    url: str
    embed_url: str


def _youtube(host: str, path: list[str], query: dict[str, list[str]]) -> Embeddable | None:
    video = ""
    if host == "youtu.be":
        video = path[0] if path else ""
    elif host in _YOUTUBE_HOSTS:
        if path[:1] == ["watch"]:
            video = query.get("v", [""])[0]
        elif len(path) > 1 and path[0] in {"embed", "shorts", "live", "v"}:
            video = path[1]
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    return Embeddable(
        "youtube", f"https://www.youtube.com/watch?v={video}", f"https://www.youtube-nocookie.com/embed/{video}"
    )


def _vimeo(host: str, path: list[str], query: dict[str, list[str]]) -> Embeddable | None:
    if host == "player.vimeo.com" and path[:1] == ["video"]:
        path = path[1:]
    elif host not in {"vimeo.com", "www.vimeo.com"}:
        return None
    if not path or not re.fullmatch(r"\d{1,12}", path[0]):
        return None
    key = path[1] if len(path) > 1 else query.get("h", [""])[0]
    if not re.fullmatch(r"[0-9a-f]{6,32}", key):
        return Embeddable("vimeo", f"https://vimeo.com/{path[0]}", f"https://player.vimeo.com/video/{path[0]}")
    return Embeddable(
        "vimeo", f"https://vimeo.com/{path[0]}/{key}", f"https://player.vimeo.com/video/{path[0]}?h={key}"
    )


def _spotify(host: str, path: list[str], _query: dict[str, list[str]]) -> Embeddable | None:
    kinds = {"track", "album", "playlist", "episode", "show", "artist"}
    if path[:1] == ["embed"]:
        path = path[1:]
    if host != "open.spotify.com" or len(path) != 2 or path[0] not in kinds:
        return None
    if not re.fullmatch(r"[A-Za-z0-9]{10,30}", path[1]):
        return None
    rest = f"{path[0]}/{path[1]}"
    return Embeddable("spotify", f"https://open.spotify.com/{rest}", f"https://open.spotify.com/embed/{rest}")


def _soundcloud(host: str, path: list[str], _query: dict[str, list[str]]) -> Embeddable | None:
    if host not in {"soundcloud.com", "www.soundcloud.com"} or not 2 <= len(path) <= 3:
        return None
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{1,200}", part) for part in path):
        return None
    url = "https://soundcloud.com/" + "/".join(path)
    return Embeddable("soundcloud", url, "https://w.soundcloud.com/player/?" + urlencode({"url": url}))


def _scores(host: str, path: list[str], _query: dict[str, list[str]]) -> Embeddable | None:
    number = re.compile(r"\d{1,12}")
    if host in {"musescore.com", "www.musescore.com"} and len(path) >= 4 and path[0] == "user":
        if path[2] == "scores" and number.fullmatch(path[1]) and number.fullmatch(path[3]):
            url = f"https://musescore.com/user/{path[1]}/scores/{path[3]}"
            return Embeddable("musescore", url, f"{url}/embed")
    elif host == "flat.io" and len(path) == 2 and path[0] in {"score", "embed"}:
        score = re.match(r"[0-9a-f]{24}", path[1])
        if score:
            return Embeddable("flat", f"https://flat.io/score/{score[0]}", f"https://flat.io/embed/{score[0]}")
    return None


def _ted(host: str, path: list[str], _query: dict[str, list[str]]) -> Embeddable | None:
    if host not in {"www.ted.com", "ted.com", "embed.ted.com"} or len(path) < 2 or path[0] != "talks":
        return None
    talk = quote(path[1], safe="")
    return Embeddable("ted", f"https://www.ted.com/talks/{talk}", f"https://embed.ted.com/talks/{talk}")


_PROVIDERS = (_youtube, _vimeo, _spotify, _soundcloud, _scores, _ted)

NAMES = {
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "spotify": "Spotify",
    "soundcloud": "SoundCloud",
    "musescore": "MuseScore",
    "flat": "Flat",
    "ted": "TED",
}
PROVIDER_NAMES = ", ".join(NAMES.values())


def recognise(url: str) -> Embeddable | None:
    """What the address is of, when it belongs to a provider on the safe list."""
    address = safe_web_address(url)
    if address is None:
        return None
    parts = urlsplit(address)
    path = [part for part in parts.path.split("/") if part]
    query = parse_qs(parts.query)
    for provider in _PROVIDERS:
        if found := provider(parts.hostname or "", path, query):
            return found
    return None


def recognise_film(url: str, provider: str | None = None) -> Embeddable | None:
    """Like `recognise`, for films on YouTube and Vimeo alone, or on the one named."""
    found = recognise(url)
    if found is None or found.provider not in {"youtube", "vimeo"}:
        return None
    return found if provider in {None, found.provider} else None
