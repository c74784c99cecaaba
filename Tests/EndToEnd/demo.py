"""The demo as `make demo` serves it, loaded once for all the tests that need it."""

import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from server import ROOT, Failure, Server

LOADING_SECONDS = 600
# The whole company takes a debug build many minutes; every report has something to show of one this large, too.
BOUNDED_ACCOUNTS = 60

loaded = {}


def demo_project(options):
    """The demo project's folder: as it is with --full, else a copy with a smaller company."""
    if options.full:
        return ROOT / "demo"
    if "project" not in loaded:
        project = pathlib.Path(tempfile.mkdtemp(prefix="soundings-demo-project-")) / "demo"
        shutil.copytree(ROOT / "demo", project)
        settings = project / "soundings.yaml"
        text, count = re.subn(r"(?m)^  accounts: \d+$", f"  accounts: {BOUNDED_ACCOUNTS}", settings.read_text())
        if count != 1:
            raise Failure(f"{settings} does not say how many accounts the demo has")
        settings.write_text(text)
        loaded["project"] = project
    return loaded["project"]


def demo_server(options, command="demo"):
    """A server of the demo on the state directory that the tests share; not started."""
    state = loaded.get("state")
    if state is None:
        state = options.demo_state or tempfile.mkdtemp(prefix="soundings-demo-")
        pathlib.Path(state).mkdir(parents=True, exist_ok=True)
        loaded["state"] = state
    arguments = ["--data", ROOT / ".vendor" / "data"] if command == "demo" else []
    return Server(
        options.program, demo_project(options), command=command, state=state, arguments=arguments, patience=LOADING_SECONDS
    )


@contextlib.contextmanager
def running_demo(options):
    """A running `soundings demo` with all its data and tables. The first one of a test run loads them."""
    server = demo_server(options)
    if options.full and "interrupted" not in loaded:
        loaded["interrupted"] = True
        interrupt_loading(server)
    with server:
        server.wait_for_output(f"Soundings is ready at {server.url}")
        server.wait_until_loaded(LOADING_SECONDS)
        metrics = server.wait_for_pipelines()
        if metrics["soundings_pipeline_failures_total"]:
            raise Failure(f"SQL models of the demo failed:\n{server.output()}")
        yield server
        if server.stop() != 0:
            raise Failure(f"soundings demo did not end well:\n{server.output()}")


def interrupt_loading(server):
    """Kills the first load when a part of the year is in, so that all that follows stands on a resumed one."""
    server.launch()
    try:
        server.wait_until(lambda: "%)" in server.output(), LOADING_SECONDS, "no month of the demo was loaded")
    finally:
        server.kill()


def planted_truth(options):
    """What the generator planted in the demo that the tests share."""
    if "truth" not in loaded:
        with running_demo(options) as server:
            state = server.state
        path = pathlib.Path(state) / "truth.json"
        done = subprocess.run(
            [
                options.program, "demo", demo_project(options), "--state", state, "--data", ROOT / ".vendor" / "data",
                "--truth", path,
            ],
            capture_output=True, text=True, timeout=LOADING_SECONDS,
        )
        if done.returncode:
            raise Failure(f"soundings demo --truth answered {done.returncode}: {done.stderr}")
        loaded["truth"] = json.loads(path.read_text())
        path.unlink()
    return loaded["truth"]


def visitor(server):
    """The cookie that the page hands to a visitor."""
    status, headers, _ = server.get("/", {"Accept": "text/html"})
    cookie = headers.get("set-cookie", "").split(";")[0]
    if status != 200 or not cookie:
        raise Failure(f"the page answered {status} and gave no session: {headers}")
    return cookie


def run_query(server, cookie, body, format="json"):
    """A query as the page runs it for a visitor."""
    status, _, answer = server.request(
        "POST", f"/api/4.0/queries/run/{format}", body,
        {"Cookie": cookie, "X-Soundings-Request": "1", "Content-Type": "application/json"}, timeout=120,
    )
    if status != 200:
        raise Failure(f"{body['model']}.{body['view']} answered {status}: {answer.decode(errors='replace')[:2000]}")
    return json.loads(answer)
