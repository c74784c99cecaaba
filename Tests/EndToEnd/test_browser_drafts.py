"""What was typed and not saved outlasts the end of a session, and isn't left behind unasked; in a real browser, on a small project."""

from browser_checks import invited, run_checks
from projects import small_project
from server import Server

SECONDS = 150


def test_drafts_outlast_a_session_in_chromium(options):
    with Server(options.program, small_project()) as server:
        admin = invited(server, "ada@example.com", "admin")
        run_checks("drafts_browser_test.py", server, "--admin", admin, seconds=SECONDS)


test_drafts_outlast_a_session_in_chromium.seconds = 200
