"""The core tasks of an analyst and of a viewer in a real browser with the keyboard alone, on the demo."""

from browser_checks import invited, run_checks
from demo import running_demo

SECONDS = 170


def test_core_tasks_by_keyboard_in_chromium(options):
    with running_demo(options) as server:
        run_checks("tasks_test.py", server, "--analyst", invited(server, "ada@example.com", "admin"), seconds=SECONDS)


# The first test of a run loads the demo.
test_core_tasks_by_keyboard_in_chromium.seconds = 900
