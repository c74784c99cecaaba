"""Administration, folders and boards in a real browser, on a small project."""

import subprocess
import sys

from projects import small_project
from server import ROOT, Server
from test_browser import end_group

SECONDS = 300


def test_administration_in_chromium(options):
    with Server(options.program, small_project()) as server:
        links = []
        for email, role in [("ada@example.com", "admin"), ("eve@example.com", "viewer")]:
            links.append(server.run("user", "add", "--email", email, "--role", role).stdout.split()[-1])
        command = [
            sys.executable, str(ROOT / "Tests" / "Web" / "admin_browser_test.py"), "--base-url", server.url,
            "--admin", links[0], "--viewer", links[1],
        ]
        # A group of its own, so that the browser ends with it.
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            end_group(process)
        assert process.returncode == 0, output[-8000:]


test_administration_in_chromium.seconds = 360
