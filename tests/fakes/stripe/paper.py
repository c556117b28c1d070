"""The paper on which the stand-in's pages are printed: one frame, plain in light and dark, on phone and desk."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1b25; --soft: #596171; --line: #d5dbe1; --desk: #f4f5f7;
  --deed: #4b3fd6; --on-deed: #fff; --bad: #a3142f; --note: #fdf3d7; --on-note: #5a4300; }
@media (prefers-color-scheme: dark) { :root { --paper: #20222b; --ink: #f0f1f4; --soft: #b0b6c3; --line: #444957;
  --desk: #15161c; --deed: #a9a1ff; --on-deed: #15161c; --bad: #ff9fae; --note: #3b3112; --on-note: #f7e3a6; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--desk); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
.note { margin: 0; padding: .625rem 1rem; background: var(--note); color: var(--on-note); text-align: center;
  font-size: .875rem; }
.sheet { margin-top: 1.25rem; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .75rem; }
h1 { margin: 0; font-size: 1rem; font-weight: 500; color: var(--soft); }
.sum { margin: .125rem 0 0; font-size: 2.25rem; line-height: 1.2; font-weight: 650; letter-spacing: -.02em;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
dl { margin: 1.25rem 0 0; border-top: 1px solid var(--line); }
dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .625rem 0;
  border-bottom: 1px solid var(--line); }
dt { overflow-wrap: anywhere; min-width: 0; } dd { margin: 0; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
form { margin-top: 1.5rem; } form + form { margin-top: .75rem; }
label { display: block; margin: 0 0 1rem; font-weight: 550; font-size: .9375rem; }
input { display: block; width: 100%; margin-top: .25rem; padding: .6875rem .75rem; font: inherit; font-weight: 400;
  color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .5rem; }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .625rem 1rem; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; border-radius: .5rem; cursor: pointer;
  color: var(--on-deed); background: var(--deed); border: 1px solid var(--deed); }
.quiet { color: var(--ink); background: transparent; border-color: var(--line); font-weight: 500; }
.row { display: grid; gap: .75rem; margin-top: .75rem; }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 2px; }
.bad { margin: 1.25rem 0 0; padding: .75rem 1rem; border: 1px solid var(--bad); border-radius: .5rem;
  color: var(--bad); font-weight: 550; }
.soft { color: var(--soft); font-size: .9375rem; }
a { color: var(--deed); }
.back { display: inline-block; margin-top: 1.25rem; padding: .375rem 0; }
"""
NOTE = "This is a stand-in for Stripe. No money moves; use the test cards."


def sheet(title: str, body: str, *, status: int = 200, refused: str = "") -> HTMLResponse:
    """A whole page. `body` is markup; `refused` is a sentence that is read out at once."""
    warning = f'<p class="bad" role="alert">{escape(refused)}</p>' if refused else ""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f'<body><p class="note" role="note">{NOTE}</p>'
        f'<main><div class="sheet">{body.replace("{refused}", warning, 1)}</div></main></body></html>'
    )
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def button(label: str, *, name: str = "", value: str = "", quiet: bool = False) -> str:
    """A button that sends its form; what it says goes before fields of the same name."""
    sends = f' name="{escape(name)}" value="{escape(value)}"' if name else ""
    look = ' class="quiet"' if quiet else ""
    return f"<button{look}{sends}>{escape(label)}</button>"


def rows(pairs: list[tuple[str, str]]) -> str:
    lines = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f"<dl>{lines}</dl>"
