"""The corpus, shown by our templates in a real browser whose dialogues are watched."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import sync_playwright

from content.blocks import represent
from tests.chromium import launch
from tests.content.blocks.attacks import CONTEXT, attacks, lesson_with

WATCH = """
window.caught = [];
for (const name of ["alert", "confirm", "prompt", "print"]) {
    window[name] = (...values) => { window.caught.push(name); return null; };
}
"""
FINDINGS = """() => {
    const found = [...window.caught];
    const forbidden = ["SCRIPT", "OBJECT", "EMBED", "FORM", "BASE", "svg", "math"];
    const addresses = ["href", "src", "poster", "action"];
    const schemes = ["http:", "https:", "mailto:", "tel:", "about:", ":"];
    for (const element of document.querySelectorAll("*")) {
        if (forbidden.includes(element.tagName)) found.push(element.tagName);
        for (const {name, value} of element.attributes) {
            if (name.startsWith("on") || name === "srcdoc") found.push(`${element.tagName} ${name}`);
            if (addresses.includes(name) && /^[\\s\\x00-\\x1f]*(javascript|data|vbscript):/i.test(value))
                found.push(`${name} ${value}`);
        }
    }
    for (const link of document.links) if (!schemes.includes(link.protocol)) found.push(link.href);
    for (const sheet of document.styleSheets) if (sheet.ownerNode.tagName === "STYLE") found.push("style");
    return found;
}"""
EVENTS = """() => {
    const kinds = ["click", "mouseover", "focus", "error", "load", "toggle", "animationstart", "pointerenter"];
    for (const element of document.querySelectorAll(".lesson *"))
        for (const kind of kinds)
            if (kind !== "click" || !element.closest("a, video, audio"))
                element.dispatchEvent(new Event(kind, {bubbles: true}));
}"""

pytestmark = pytest.mark.browser


@pytest.mark.covers("fault-X1", "fault-X2")
def test_no_attack_runs_in_a_browser():
    documents = [
        (attack, render_to_string("content/blocks/preview.html", {"content": represent(lesson_with(attack), CONTEXT)}))
        for attack in attacks()
    ]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.route("**/*", lambda route: route.abort())
        page.on("dialog", lambda dialog: pytest.fail(f"a dialogue opened: {dialog.message}"))

        page.goto("about:blank")

        # The watch itself must see an attack that is not cleaned.
        page.set_content("<img src=x onerror=alert(1)>")
        page.wait_for_function("window.caught.length === 1")
        assert page.evaluate(FINDINGS) == ["alert", "IMG onerror"]
        page.evaluate("window.caught.length = 0")

        for attack, html in documents:
            page.set_content(html, wait_until="domcontentloaded")
            page.evaluate(EVENTS)
            assert page.evaluate(FINDINGS) == [], attack
        browser.close()
