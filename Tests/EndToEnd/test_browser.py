"""The pages in a real browser, on the demo as a visitor sees it."""

import pathlib
import subprocess
import sys

from demo import running_demo
from server import ROOT


def test_the_pages_in_chromium(options):
    server = running_demo(options)
    command = [sys.executable, str(ROOT / "Tests" / "Web" / "browser_test.py"), "--base-url", server.url]
    if options.keep_screenshots:
        pathlib.Path(options.keep_screenshots).mkdir(parents=True, exist_ok=True)
        command += ["--screenshots", options.keep_screenshots]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
