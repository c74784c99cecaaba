"""Explore in a real browser, on the demo as a visitor sees it."""

from browser_checks import run_checks
from demo import running_demo

SECONDS = 400


def test_explore_in_chromium(options):
    with running_demo(options) as server:
        run_checks("explore_browser_test.py", server, seconds=SECONDS)


test_explore_in_chromium.seconds = 1100
