"""The pages in a real browser, on the demo as a visitor sees it."""

import os
import pathlib
import signal
import subprocess
import sys

from demo import running_demo
from server import ROOT

SECONDS = 900


def test_the_pages_in_chromium(options):
    with running_demo(options) as server:
        command = [sys.executable, str(ROOT / "Tests" / "Web" / "browser_test.py"), "--base-url", server.url]
        if options.keep_screenshots:
            pathlib.Path(options.keep_screenshots).mkdir(parents=True, exist_ok=True)
            command += ["--screenshots", options.keep_screenshots]
        # A group of its own, so that the browser ends with it.
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            end_group(process)
        assert process.returncode == 0, output[-8000:]


def end_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


test_the_pages_in_chromium.seconds = 1300
