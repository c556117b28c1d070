"""A development machine's own secrets."""

import stat
from concurrent.futures import ThreadPoolExecutor

from config.environment import kept_secret


def test_a_secret_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "var" / "key"
    first = kept_secret(path)
    assert kept_secret(path) == first
    assert len(first) == 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key"]


def test_whoever_comes_first_wins(tmp_path, monkeypatch):
    monkeypatch.setattr("os.getpid", iter(range(1000)).__next__)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept_secret, [tmp_path / "key"] * 8))) == 1
