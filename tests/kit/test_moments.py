from datetime import timedelta

import pytest

from kit import clock
from kit.templatetags.moments import ago


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1\xa0minute ago"),
        (timedelta(hours=3, minutes=2), "3\xa0hours, 2\xa0minutes ago"),
        (timedelta(seconds=-5), "just now"),
    ],
)
def test_how_long_ago_in_words(passed, words):
    with clock.held_at(clock.now()):
        assert ago(clock.now() - passed) == words
