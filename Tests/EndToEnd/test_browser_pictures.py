"""Pages look as they did when somebody last looked at them: layout and colours, not letters."""

import pathlib
import shutil
import tempfile
import time

from picture_camera import SETTLED
from picture_comparison import accept, complaint, small
from picture_project import STEPS, picture_project, send_events
from server import ROOT
from test_browser_dashboards import signed_in

MARCH = "range=(from:2026-03-02,to:2026-03-22)"
PAGES = {
    "home": "/",
    "dashboard": "/dashboards/50",
    "explore": "/explore/shop/sales?fields=sales.sold_month,sales.revenue&sorts=sales.sold_month",
    "look": "/looks/60",
    "funnel": f"/product/funnel?{MARCH}&steps=[{','.join(STEPS)}]",
    "retention": f"/product/retention?{MARCH}&interval=week&start={STEPS[0]}",
    "sql": "/sql",
    "catalogue": "/catalogue/tables",
    "pipelines": "/pipelines/graph",
    "users": "/admin/users",
    "charts": "/dashboards/51",
    "folder": "/folders/1",
}
SIZE = {"width": 1280, "height": 1100}
DARK = ("dashboard", "explore", "charts")
# Times of day and of the last load are of other width every time.
CALM = "time, .data-time, .page-facts { visibility: hidden !important; } * { caret-color: transparent !important; }"


def test_pages_look_as_they_did(options):
    differing = ROOT / ".build" / "pictures-that-differ"
    shutil.rmtree(differing, ignore_errors=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-pictures-"))
    with signed_in(options, project=picture_project()) as (server, page, call):
        server.wait_for_output("The pipelines ran")
        send_events(server)
        # How fresh data is was looked at while it came; a server that starts with all of it always says the same.
        server.stop()
        server.start()
        page.set_viewport_size(SIZE)
        # Nothing is pointed at.
        page.mouse.move(0, 0)
        complaints = []
        for scheme, names in (("light", PAGES), ("dark", DARK)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for page_name in names:
                name = page_name if scheme == "light" else f"{page_name}-dark"
                path = take(page, server.url + PAGES[page_name], folder / f"{name}.png")
                keep(path, options.keep_screenshots)
                if options.accept:
                    accept(name, path)
                else:
                    complaints.append(complaint(name, path, differing))
    wrong = [each for each in complaints if each]
    assert not wrong, "\n".join([
        *wrong, f"The pictures and what differs are in {differing}. Look at them; if they are as they should be: run.py --accept test_browser_pictures"])


test_pages_look_as_they_did.seconds = 240


def keep(path, folder):
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder)


def take(page, address, path):
    """Pictures the page when it has come to rest: two pictures after each other are the same."""
    page.goto(address)
    deadline = time.monotonic() + 30
    before = None
    while True:
        page.wait_for_timeout(300)
        if page.evaluate(SETTLED):
            page.screenshot(path=path, animations="disabled", style=CALM)
            now = small(path).tobytes()
            if now == before:
                return path
            before = now
        assert time.monotonic() < deadline, f"{address} does not come to rest"
