"""The core tasks of an analyst and of a viewer in a real browser with the keyboard alone, on the demo."""

import subprocess
import sys

from demo import running_demo
from server import ROOT
from test_browser import end_group

SECONDS = 170


def test_core_tasks_by_keyboard_in_chromium(options):
    with running_demo(options) as server:
        link = server.run("user", "add", "--email", "ada@example.com", "--role", "admin").stdout.split()[-1]
        command = [sys.executable, str(ROOT / "Tests" / "Web" / "tasks_test.py"), "--base-url", server.url, "--analyst", link]
        # A group of its own, so that the browser ends with it.
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            end_group(process)
        assert process.returncode == 0, output[-8000:]


# The first test of a run loads the demo.
test_core_tasks_by_keyboard_in_chromium.seconds = 900
