"""The pages in a real browser, on the demo as a visitor sees it."""

import pathlib

from browser_checks import run_checks
from demo import running_demo

SECONDS = 900


def test_the_pages_in_chromium(options):
    with running_demo(options) as server:
        arguments = []
        if options.keep_screenshots:
            pathlib.Path(options.keep_screenshots).mkdir(parents=True, exist_ok=True)
            arguments = ["--screenshots", options.keep_screenshots]
        run_checks("browser_test.py", server, *arguments, seconds=SECONDS)


test_the_pages_in_chromium.seconds = 1300
