from types import SimpleNamespace

import pytest

from tests import promises


def report(*ids):
    return SimpleNamespace(user_properties=[("covers", list(ids))])


def test_a_promise_stands_once():
    ids = [
        name
        for line in promises.LIST.read_text().splitlines()
        if not line.startswith("#")
        for name in line.split()
        if name.startswith(("fault-", "req-"))
    ]
    assert len(ids) == len(set(ids))
    assert set(ids) == promises.promises().known


def test_only_what_passed_and_never_failed_is_shown(tmp_path, monkeypatch):
    monkeypatch.setattr(promises, "SHOWN", tmp_path / "shown.txt")
    promises.write_down(
        {"passed": [report("fault-R2", "fault-R3"), report("fault-S11")], "failed": [report("fault-R3")]}
    )
    shown = set(promises.SHOWN.read_text().split())
    assert shown == {"fault-R2", "fault-S11"}
    lines = promises.missing(shown)
    assert len(lines) == len(promises.promises().now) - 2
    assert [line for line in lines if line.startswith("fault-R3 ")]
    assert not [line for line in lines if line.startswith(("fault-R2 ", "fault-S11 "))]


def test_the_second_part_of_a_run_adds_to_the_first_and_may_disprove_it(tmp_path, monkeypatch):
    monkeypatch.setattr(promises, "SHOWN", tmp_path / "shown.txt")
    promises.write_down({"passed": [report("fault-R2", "fault-R3")]})
    promises.write_down({"passed": [report("fault-S11")], "failed": [report("fault-R3")]}, after=True)
    assert set(promises.SHOWN.read_text().split()) == {"fault-R2", "fault-S11"}
    promises.write_down({"passed": [report("fault-S11")]})
    assert set(promises.SHOWN.read_text().split()) == {"fault-S11"}


def test_a_test_cannot_show_what_nobody_promised():
    item = SimpleNamespace(
        nodeid="a test", iter_markers=lambda _: [SimpleNamespace(args=("fault-Q99",))], user_properties=[]
    )
    with pytest.raises(pytest.UsageError, match="fault-Q99, which promises"):
        promises.mark([item])
