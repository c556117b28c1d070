"""Waiting for what comes by itself."""

import time

PATIENCE = 120  # seconds, for what takes one where nothing else is to be done
IS_TAKEN_OVER = "element => Object.keys(element).some(key => key.startsWith('__reactProps'))"


def until(holds, what, patience=PATIENCE):
    """What `holds` answers once that is true; fails after `patience` seconds with `what` was waited for in vain."""
    deadline = time.monotonic() + patience
    while not (answer := holds()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.2)
    return answer


def until_scripts_run(element):
    """Wait until the page's scripts have taken over what the server sent; what is done there before may be lost."""
    taken = f"element => ({IS_TAKEN_OVER})(element)"
    until(lambda: element.evaluate(taken), f"{element} to be taken over")


def until_forms_answer(page):
    """Wait until the page's scripts have taken over its forms; before, they go the way of pages without scripts."""
    page.wait_for_function(f"() => [...(document.forms ?? [])].every({IS_TAKEN_OVER})")
