"""The tracking plan and the quarantine in a real browser, on a small project."""

import subprocess
import sys

from projects import small_project
from server import ROOT, Server
from test_browser import end_group

SECONDS = 150


def test_the_plan_and_the_quarantine_in_chromium(options):
    with Server(options.program, small_project()) as server:
        links = []
        for email, role in [("ada@example.com", "admin"), ("eve@example.com", "viewer")]:
            links.append(server.run("user", "add", "--email", email, "--role", role).stdout.split()[-1])
        command = [
            sys.executable, str(ROOT / "Tests" / "Web" / "plan_browser_test.py"), "--base-url", server.url,
            "--admin", links[0], "--viewer", links[1], "--key", server.key(),
        ]
        # A group of its own, so that the browser ends with it.
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            end_group(process)
        assert process.returncode == 0, output[-8000:]


test_the_plan_and_the_quarantine_in_chromium.seconds = 200
