"""The tracking plan and the quarantine in a real browser, on a small project."""

from browser_checks import invited, run_checks
from projects import small_project
from server import Server

SECONDS = 150


def test_the_plan_and_the_quarantine_in_chromium(options):
    with Server(options.program, small_project()) as server:
        admin, viewer = invited(server, "ada@example.com", "admin"), invited(server, "eve@example.com", "viewer")
        run_checks(
            "plan_browser_test.py", server, "--admin", admin, "--viewer", viewer, "--key", server.key(), seconds=SECONDS)


test_the_plan_and_the_quarantine_in_chromium.seconds = 200
