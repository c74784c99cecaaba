"""Statements that are saved on the SQL page, in a real browser, on a small project; and the page is for everybody."""

from browser_checks import invited, run_checks
from projects import small_project
from server import Server

SECONDS = 150


def test_statements_are_saved_in_chromium(options):
    with Server(options.program, small_project()) as server:
        admin = invited(server, "ada@example.com", "admin")
        run_checks("statements_browser_test.py", server, "--admin", admin, seconds=SECONDS)


test_statements_are_saved_in_chromium.seconds = 200
