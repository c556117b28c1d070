"""A virus scanner that is spoken to as ClamAV's daemon is: with INSTREAM, as clamd(8), its manual page, lays it down.

A file goes out in chunks, each behind its length in four bytes, and a length of nothing ends it. The one answer may
come before that. Only a clear “OK” means that nothing was found; whatever else comes, or does not, means no such thing.
"""

import re
import select
import socket
import time
from typing import Self

from django.conf import settings

from media.gateways import Readable

CHUNK = 64 * 1024
CONNECT_SECONDS = 5
# By itself clamd looks at one file for two minutes at the most (MaxScanTime of clamd.conf(5)).
SILENCE_SECONDS = 150
ALL_SECONDS = 1800
LONGEST_REPLY = 4096
END = b"\0"
FOUND = re.compile(r"stream: (.+) FOUND")
# What clamd says of a file of which it saw a part, where AlertExceedsMax is on.
SEEN_IN_PART = "Heuristics.Limits.Exceeded"


class ScannerSilent(Exception):
    """There is no verdict this time, and there may be one the next. It says why, for administrators."""


class FileTooLarge(Exception):
    """The scanner is not set up to look at the whole of such a file."""


def scan(file: Readable) -> str:
    """What was found in `file`, by the scanner's own name for it; empty for nothing.

    The file is read in pieces and never held. Raises ScannerSilent and FileTooLarge, and what reading the file raises.
    """
    with Conversation(settings.CLAMD_ADDRESS) as clamd:
        clamd.say(b"zINSTREAM" + END)
        while not clamd.has_answered and (chunk := file.read(CHUNK)):
            clamd.say(len(chunk).to_bytes(4, "big") + chunk)
        if not clamd.has_answered:
            clamd.say(bytes(4))
        return found_in(clamd.hear())


def found_in(reply: str) -> str:
    if reply == "stream: OK":
        return ""
    if reply.startswith("INSTREAM size limit exceeded"):
        raise FileTooLarge
    found = FOUND.fullmatch(reply)
    if found is None:
        raise ScannerSilent(f"The scanner answered “{reply[:100]}”.")
    if found[1].startswith(SEEN_IN_PART):
        raise FileTooLarge
    return found[1]


class Conversation:
    """A connection on which one file is sent and one answer comes, within a time. Raises ScannerSilent."""

    def __init__(self, address: str) -> None:
        self.ends_at = time.monotonic() + ALL_SECONDS
        # An answer is waited for once nobody takes what we say any more.
        self.is_cut_off = False
        try:
            self.socket = connected(address)
        except OSError as error:
            raise ScannerSilent(f"The scanner cannot be reached: {error}.") from error
        self.answers = select.poll()
        self.answers.register(self.socket, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    @property
    def has_answered(self) -> bool:
        return self.is_cut_off or bool(self.answers.poll(0))

    def say(self, words: bytes) -> None:
        self.be_patient()
        try:
            self.socket.sendall(words)
        except TimeoutError as error:
            raise ScannerSilent("The scanner takes nothing any more.") from error
        except OSError:
            # It may have said why before it hung up.
            self.is_cut_off = True

    def hear(self) -> str:
        reply = b""
        while END not in reply and len(reply) < LONGEST_REPLY:
            self.be_patient()
            try:
                piece = self.socket.recv(LONGEST_REPLY)
            except TimeoutError as error:
                raise ScannerSilent("The scanner does not answer.") from error
            except OSError as error:
                raise ScannerSilent(f"The scanner broke off: {error}.") from error
            if not piece:
                raise ScannerSilent("The scanner hung up in the middle.")
            reply += piece
        text = reply.partition(END)[0].decode("ascii", "replace")
        return "".join(letter for letter in text if letter.isprintable())

    def be_patient(self) -> None:
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise ScannerSilent("The scanner takes too long.")
        self.socket.settimeout(min(SILENCE_SECONDS, left))


def connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
    local = socket.socket(socket.AF_UNIX)
    try:
        local.settimeout(CONNECT_SECONDS)
        local.connect(address)
    except OSError:
        local.close()
        raise
    return local
