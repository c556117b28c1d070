"""Hostile and broken archives are refused with a reason, quickly, and leave nothing behind."""

import contextlib
import io
import resource
import stat
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.archive import Limits, PackageRefused, decode, open_source, safe_name
from tests import processor
from tests.courses.importers.packages import (
    BOOK,
    gzip_bomb,
    long_header_bomb,
    special,
    write_folder,
    write_tar,
    write_zip,
    zip_with_link,
)

pytestmark = [pytest.mark.covers("req-B11", "fault-F4", "fault-F5")]

SMALL = Limits(entries=1_000, total_bytes=5_000_000, file_bytes=3_000_000, text_bytes=100_000, ratio=200)


def names_in(path, limits=SMALL):
    with open_source(path, limits) as source:
        return {name: source.read_text(name) for name in source.names}


@pytest.mark.parametrize("write", [write_zip, write_tar])
def test_good_archives_open(tmp_path, write):
    assert names_in(write(tmp_path / "book", BOOK)) == BOOK


def test_folders_open_without_their_version_control(tmp_path):
    write_folder(tmp_path / "book", {**BOOK, ".git/config": "x"})
    with open_source(tmp_path / "book", SMALL) as source:
        assert source.names == sorted(BOOK)
        assert source.skipped == [".git"]


BAD_NAMES = ["../x.md", "a/../../x.md", "/etc/x.md", "C:/x.md", "..\\x.md", "\\\\host\\x", "a\x01b.md", "x" * 500]
BAD_NAMES += ["ab\u202ecod.md", "", ".", "y/" + "é" * 200]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(PackageRefused):
        safe_name(name)


@pytest.mark.parametrize("write", [write_zip, write_tar])
@pytest.mark.parametrize("name", ["../evil.md", "/tmp/evil.md", "a/../../evil.md", "C:\\evil.md"])
def test_traversal_is_refused_and_writes_nothing(tmp_path, write, name):
    (tmp_path / "in").mkdir()
    path = write(tmp_path / "in" / "book", {**BOOK, name: "evil"})
    with pytest.raises(PackageRefused, match=r"absolute|outside"):
        names_in(path)
    assert [one.name for one in tmp_path.rglob("*evil*")] == []
    assert not Path("/tmp/evil.md").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_tars_are_refused(tmp_path, kind):
    path = write_tar(tmp_path / "book.tar.gz", BOOK, special("x.md", kind, "/etc/passwd"))
    with pytest.raises(PackageRefused, match="link or a device"):
        names_in(path)


def test_links_in_zips_and_folders_are_refused(tmp_path):
    with pytest.raises(PackageRefused, match="link"):
        names_in(zip_with_link(tmp_path / "book.zip"))
    write_folder(tmp_path / "book", BOOK)
    (tmp_path / "book" / "passwords.md").symlink_to("/etc/passwd")
    with pytest.raises(PackageRefused, match="link"):
        names_in(tmp_path / "book")


def refused_quickly(path, limits, words):
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PackageRefused, match=words):
        names_in(path, limits)
    assert time.process_time() - started < processor.seconds(2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_bombs_are_refused_before_they_go_off(tmp_path):
    zeros = {"zeros.md": bytes(2_900_000)}
    refused_quickly(write_zip(tmp_path / "ratio.zip", zeros), SMALL, "200 times")
    refused_quickly(gzip_bomb(tmp_path / "big.tar.gz", 200_000_000), SMALL, "larger than")
    many = {f"{number}.bin": bytes(900_000) for number in range(8)}
    refused_quickly(write_tar(tmp_path / "many.tar.gz", many), SMALL, "unpacks to more")
    refused_quickly(long_header_bomb(tmp_path / "header.tar.gz", 10_000_000_000), SMALL, "header|damaged|more than")


def test_a_hundred_thousand_entries_are_refused_quickly(tmp_path):
    limits = Limits(entries=10_000, total_bytes=10**9, file_bytes=10**9, text_bytes=10**6, ratio=200)
    crowd = {f"{number}.md": b"" for number in range(100_000)}
    refused_quickly(write_zip(tmp_path / "crowd.zip", crowd, compression=zipfile.ZIP_STORED), limits, "10,000 entries")
    refused_quickly(write_tar(tmp_path / "crowd.tar.gz", crowd), limits, "10,000 entries")


def test_a_zip_that_lies_about_its_number_of_entries_is_refused(tmp_path):
    crowd = {f"{number}.md": b"" for number in range(20_000)}
    path = write_zip(tmp_path / "crowd.zip", crowd, compression=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    end = content.rfind(b"PK\x05\x06")
    content[end + 8 : end + 12] = (3).to_bytes(2, "little") * 2
    path.write_bytes(content)
    refused_quickly(path, Limits(1_000, 10**9, 10**9, 10**6, 200), "entries")


def test_a_zip_that_lies_about_a_size_unpacks_no_more_than_allowed(tmp_path):
    path = write_zip(tmp_path / "lie.zip", {"a.md": bytes(50_000)})
    content = path.read_bytes().replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(PackageRefused, match="damaged"):
        names_in(path)


def test_encrypted_and_doubled_entries_are_refused(tmp_path):
    path = write_zip(tmp_path / "secret.zip", BOOK)
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + place] |= 1
    path.write_bytes(content)
    with pytest.raises(PackageRefused, match="encrypted"):
        names_in(path)
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("a.md", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", "2")
    with pytest.raises(PackageRefused, match="twice"):
        names_in(tmp_path / "twice.zip")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b" + bytes(99)]
)
def test_what_is_no_archive_is_refused(tmp_path, content):
    (tmp_path / "thing.zip").write_bytes(content)
    with pytest.raises(PackageRefused):
        names_in(tmp_path / "thing.zip")


def test_nothing_and_empty_packages_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", write_zip(tmp_path / "e.zip", {}), write_tar(tmp_path / "e.tar.gz", {})):
        with pytest.raises(PackageRefused, match="empty"):
            names_in(path)
    with pytest.raises(PackageRefused, match="no file"):
        names_in(tmp_path / "nowhere.zip")


def test_the_place_of_unpacking_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = write_zip(tmp_path / "book.zip", BOOK)
    with open_source(path, SMALL) as source:
        held = source.path("first.md")
        assert held.exists()
        assert stat.S_IMODE(held.parent.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == [path]


def test_encodings():
    assert decode("a", "ä".encode()) == "ä"
    assert decode("a", "\ufeffä".encode()) == "ä"
    assert decode("a", "ä".encode("utf-16")) == "ä"
    assert decode("a", "“ä”".encode("cp1252")) == "“ä”"
    for broken in (b"\x00\x01", b"\x81\xff", b"\xff\xfe\x00"):
        with pytest.raises(PackageRefused, match="not text"):
            decode("a", broken)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(flips=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=12), tar=st.booleans())
def test_damaged_archives_open_or_are_refused(tmp_path, flips, tar):
    path = (write_tar if tar else write_zip)(tmp_path / "book", BOOK)
    content = bytearray(path.read_bytes())
    for at, value in flips:
        content[at % len(content)] = value
    path.write_bytes(content)
    with contextlib.suppress(PackageRefused):
        assert len(names_in(path)) <= len(BOOK)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(start=st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00"]), rest=st.binary(max_size=2_000))
def test_random_bytes_are_refused(tmp_path, start, rest):
    (tmp_path / "x").write_bytes(start + rest)
    with pytest.raises(PackageRefused):
        names_in(tmp_path / "x")


def test_names_written_as_utf8_without_saying_so(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ue.md", "x")
    path = tmp_path / "names.zip"
    path.write_bytes(out.getvalue().replace(b"ue.md", "ü.md".encode()))
    assert list(names_in(path)) == ["ü.md"]
