"""Asking the scanner, on a real connection: a clear answer or none, within a time, and never the whole file at once."""

from io import BytesIO

import pytest

from media.gateways import clamd
from media.gateways.clamd import FileTooLarge, ScannerSilent, scan
from tests.fakes.clamd import EICAR, Clamd

pytestmark = [pytest.mark.covers("req-J5")]


class Endless:
    """A file that goes on for `size` bytes, and counts what is read of it at once."""

    def __init__(self, size):
        self.left, self.most = size, 0

    def read(self, size, /):
        self.most = max(self.most, size)
        piece = bytes(min(size, self.left))
        self.left -= len(piece)
        return piece


@pytest.mark.parametrize("content", [b"", b"Words.\n", bytes(clamd.CHUNK), bytes(3 * clamd.CHUNK + 1)])
def test_what_is_clean_arrives_whole_and_is_called_nothing(scanner, content):
    assert scan(BytesIO(content)) == ""
    assert scanner.seen == [content]


def test_what_is_found_has_a_name(scanner):
    assert scan(BytesIO(b"Words and " + EICAR)) == "Eicar-Test-Signature"


def test_a_file_is_read_in_pieces(scanner):
    file = Endless(5_000_000)
    assert scan(file) == ""
    assert (file.most, scanner.longest_chunk) == (clamd.CHUNK, clamd.CHUNK)


def test_a_socket_on_this_machine_will_do(settings, tmp_path):
    with Clamd(tmp_path / "clamd.ctl") as running:
        settings.CLAMD_ADDRESS = running.address
        assert scan(BytesIO(EICAR)) == "Eicar-Test-Signature"
    with pytest.raises(ScannerSilent, match="cannot be reached"):
        scan(BytesIO(b"Words."))


def test_a_scanner_that_is_not_there_is_silent(settings):
    with Clamd() as running:
        settings.CLAMD_ADDRESS = running.address
    with pytest.raises(ScannerSilent, match="cannot be reached"):
        scan(BytesIO(b"Words."))


def test_a_file_that_is_too_large_is_told_from_a_silent_scanner(scanner):
    scanner.largest = 100_000
    file = Endless(200_000_000)
    with pytest.raises(FileTooLarge):
        scan(file)
    # It was not sent to its end.
    assert file.left > 0


@pytest.mark.parametrize(
    "answer",
    [b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", b"stream: Heuristics.Limits.Exceeded FOUND\0"],
)
def test_what_was_seen_in_part_is_not_called_a_virus(scanner, answer):
    scanner.answer = answer
    with pytest.raises(FileTooLarge):
        scan(BytesIO(b"Words."))


@pytest.mark.parametrize(
    "answer",
    [
        b"stream: O",
        b"stream: OK",
        b"\0",
        b"OK\0",
        b"stream: OK OK\0",
        b"stream: NOT OK\0",
        b"stream:  FOUND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\xff\xfe\x00",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"OK" * 5000,
    ],
)
def test_anything_but_a_clear_answer_is_none(scanner, answer):
    scanner.answer = answer
    with pytest.raises(ScannerSilent):
        scan(BytesIO(b"Words."))


@pytest.mark.parametrize("size", [1, 300_000])
def test_a_scanner_that_hangs_up_in_the_middle_has_not_answered(scanner, size):
    scanner.hangs_up_after = size
    with pytest.raises(ScannerSilent):
        scan(Endless(20_000_000))


def test_a_silent_scanner_is_not_waited_for_without_end(scanner, monkeypatch):
    monkeypatch.setattr(clamd, "SILENCE_SECONDS", 0.3)
    scanner.is_silent = True
    with pytest.raises(ScannerSilent, match="does not answer"):
        scan(BytesIO(b"Words."))


def test_there_is_an_end_to_all_of_it(scanner, monkeypatch):
    monkeypatch.setattr(clamd, "ALL_SECONDS", 0)
    with pytest.raises(ScannerSilent, match="takes too long"):
        scan(BytesIO(b"Words."))


def test_what_goes_wrong_with_the_file_is_not_laid_on_the_scanner(scanner):
    class Broken:
        def read(self, size, /):
            raise OSError(5, "the disk says")

    with pytest.raises(OSError, match="the disk says"):
        scan(Broken())
