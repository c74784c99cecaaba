"""Explore in a real browser, on the demo as a visitor sees it."""

import subprocess
import sys

from demo import running_demo
from server import ROOT
from test_browser import end_group

SECONDS = 400


def test_explore_in_chromium(options):
    with running_demo(options) as server:
        command = [sys.executable, str(ROOT / "Tests" / "Web" / "explore_browser_test.py"), "--base-url", server.url]
        # A group of its own, so that the browser ends with it.
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            end_group(process)
        assert process.returncode == 0, output[-8000:]


test_explore_in_chromium.seconds = 1100
