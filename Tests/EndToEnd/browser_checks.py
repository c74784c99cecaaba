"""Runs a script of checks in `Tests/Web` against a server, and ends the browser with it."""

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
