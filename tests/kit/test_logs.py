"""One event, one line, no secrets (FAULTS L1, L3)."""

import io
import json
import logging

import pytest
import structlog

from kit.logs import logging_settings

SECRETS = {
    "password": "canary-1",
    "new_password": "canary-2",
    "Authorization": "Bearer canary-3",
    "refresh_token": "canary-4",
    "cookie": "sessionid=canary-5",
    "api_key": "canary-6",
    "signature": "canary-7",
    "body": {"password": "canary-8", "rows": [{"secret": "canary-9"}]},
    "address": "https://example.org/reset?token=canary-10&next=/",
    "header": "Bearer canary-11.part.two",
    "list": ["Authorization: Bearer canary-12"],
}


@pytest.fixture(params=[True, False], ids=["json", "console"])
def written(request):
    """What is logged by “tests.logs…” inside the test, as lines, formatted as the settings say."""
    described = dict(logging_settings(level="DEBUG", as_json=request.param)["formatters"]["structured"])
    formatter = described.pop("()")(**described)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)

    def lines():
        return stream.getvalue().split("\n")[:-1]

    lines.as_json = request.param
    yield lines
    logger.removeHandler(handler)


def fail():
    raise RuntimeError("https://example.org/?code=canary-13 Bearer canary-14")


@pytest.mark.covers("fault-L1")
def test_secrets_never_reach_a_line(written):
    structlog.get_logger("tests.logs.structured").info("signed_in", **SECRETS)
    try:
        fail()
    except RuntimeError:
        structlog.get_logger("tests.logs.structured").exception("failed")
        logging.getLogger("tests.logs.plain").exception("failed plainly")
    logging.getLogger("tests.logs.plain").warning("asked for /reset?token=%s", "canary-15")
    text = "\n".join(written())
    assert "signed_in" in text
    assert "failed plainly" in text
    assert "RuntimeError" in text
    assert "canary" not in text


@pytest.mark.covers("fault-L3")
@pytest.mark.parametrize("evil", ["a\nINFO forged", "a\r\nforged", "\x1b[2Jgone", 'x","level":"forged', "\u2028forged"])
def test_one_event_is_one_line(written, evil):
    structlog.get_logger("tests.logs.structured").info("seen", path=evil)
    logging.getLogger("tests.logs.plain").warning("path %s", evil)
    lines = written()
    assert len(lines) == 2
    assert not any("\x1b[2J" in line for line in lines)
    if written.as_json:
        assert json.loads(lines[0])["path"] == evil
        assert json.loads(lines[0])["level"] == "info"


def test_a_line_says_when_who_and_in_which_request(written):
    with structlog.contextvars.bound_contextvars(request_id="the-request"):
        logging.getLogger("tests.logs.plain").warning("noticed")
    (line,) = written()
    if written.as_json:
        event = json.loads(line)
        assert event["event"] == "noticed"
        assert event["logger"] == "tests.logs.plain"
        assert event["request_id"] == "the-request"
        assert event["timestamp"].endswith("Z")
    else:
        assert "the-request" in line
