"""What tests in a real browser share: scripts of checks in `Tests/Web`, pictures of pages, and that everybody can use these."""

import os
import signal
import subprocess
import sys

from server import ROOT


def run_checks(script, server, *arguments, seconds):
    """Fails with what the script printed if one of its checks does; `seconds` are for all of them."""
    command = [sys.executable, str(ROOT / "Tests" / "Web" / script), "--base-url", server.url, *arguments]
    # A group of its own, so that the browser ends with it.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=seconds)
    finally:
        end_group(process)
    assert process.returncode == 0, output[-8000:]


def end_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def invited(server, email, role):
    """A new account's link, with which its browser signs in."""
    return server.run("user", "add", "--email", email, "--role", role).stdout.split()[-1]


def axe_clean(page, where, without=()):
    """Fails if a page has violations of the rules for accessibility; `without` names rules that are left out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"rules": {rule: {"enabled": False} for rule in without}}).response["violations"]
    assert not found, (where, [(each["id"], [node["target"] for node in each["nodes"]]) for each in found])


def photographer(options, page, area):
    """What looks at a page whenever it is called with a name: it waits until nothing is busy, keeps a picture if the
    tests were asked to, and fails if not everybody can use the page."""
    from playwright.sync_api import expect

    def shot(name):
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        if options.keep_screenshots:
            os.makedirs(options.keep_screenshots, exist_ok=True)
            page.screenshot(path=f"{options.keep_screenshots}/{area}-{name}.png")
        axe_clean(page, name, without=["region"])

    return shot
