"""Structured logs: one event, one line, with the request's id and without secrets (FAULTS L1, L3)."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_NAMES = re.compile(r"password|secret|token|authorization|cookie|signature|api_?key", re.IGNORECASE)
SECRET_VALUES = re.compile(r"(Bearer\s+)[\w.~+/=-]+|([?&](?:token|code|key|signature|sig)=)[^&\s\"']+", re.IGNORECASE)
HIDDEN = "[hidden]"
# These tell each of their steps.
TALKATIVE = ("procrastinate", "weasyprint", "fontTools")

Event = MutableMapping[str, Any]


def hide_secrets(_: Any, __: str, event: Event) -> Event:
    """Replace values whose names say that they are secret, and tokens inside texts."""
    return {name: HIDDEN if SECRET_NAMES.search(name) else _cleaned(value) for name, value in event.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return SECRET_VALUES.sub(lambda match: f"{match.group(1) or match.group(2)}{HIDDEN}", value)
    if isinstance(value, dict):
        return {name: HIDDEN if SECRET_NAMES.search(str(name)) else _cleaned(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(part) for part in value]
    return value


def on_one_line(_: Any, __: str, event: Event) -> Event:
    """Show line breaks and control characters instead of obeying them; JSON does so by itself, tracebacks stay."""
    return {name: value if name == "exception" else _printable(value) for name, value in event.items()}


def _printable(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in value)


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything through structlog to standard output, as JSON or for people to read."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    at_least_warnings = logging.getLevelName(max(logging.getLevelName(level), logging.WARNING))
    # JSON escapes line breaks and control characters; the console's renderer shows values with repr.
    last: list[Any] = [structlog.processors.format_exc_info, hide_secrets, structlog.processors.JSONRenderer()]
    if not as_json:
        last = [
            structlog.processors.format_exc_info,
            hide_secrets,
            on_one_line,
            structlog.dev.ConsoleRenderer(colors=False),
        ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            **{name: {"level": at_least_warnings} for name in TALKATIVE},
        },
    }
