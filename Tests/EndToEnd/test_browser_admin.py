"""Administration, folders and boards in a real browser, on a small project."""

from browser_checks import invited, run_checks
from projects import small_project
from server import Server

SECONDS = 300


def test_administration_in_chromium(options):
    with Server(options.program, small_project()) as server:
        admin, viewer = invited(server, "ada@example.com", "admin"), invited(server, "eve@example.com", "viewer")
        run_checks("admin_browser_test.py", server, "--admin", admin, "--viewer", viewer, seconds=SECONDS)


test_administration_in_chromium.seconds = 360
