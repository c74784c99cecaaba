"""Takes one picture of one page in one state."""

import dataclasses
import re
import time

SETTLED = "document.querySelector('main, .alone') !== null && document.querySelectorAll('[aria-busy=true]').length === 0"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Who reads is told in all states: without it there is no frame around the page.
ALWAYS = re.compile(r"/api/v1/(session|sign-in)(\?|$)")
ANSWERS = re.compile(r"/api/.*(/run(/|\?|$)|/accounts/[^/]+/tools)")
# A long list is pictured down to here.
LOWEST = 3200


@dataclasses.dataclass(frozen=True)
class State:
    server: str = "demo"
    scheme: str = "light"
    width: int = 1440
    height: int = 900
    # What happens to requests: "held" never answers, "failed" answers 500, of the data or of the warehouse's answers alone.
    held: str = ""
    failed: str = ""

    def takes(self, page):
        """Whether there is something to see of a page in this state."""
        if (self.held or self.failed) and (page.act is not None or not page.signed_in):
            return False
        if "answers" in (self.held, self.failed):
            return page.asks
        return self.server == "demo" or (not page.demo_only and page.signed_in)


STATES = {
    "light": State(),
    "dark": State(scheme="dark"),
    "narrow": State(width=360, height=740),
    # All of the page's data is on its way; or the page is there, and the warehouse's answers are not.
    "loading": State(held="data"),
    "waiting": State(held="answers"),
    "error": State(failed="data"),
    "failed": State(failed="answers"),
    # All of the demo's reports before the first event came; and a model with neither reports nor data.
    "empty": State(server="template"),
    "blank": State(server="blank"),
}


class Camera:
    """A browser context of one server and one state."""

    def __init__(self, browser, base, storage, state):
        self.base = base
        self.state = state
        options = {"viewport": {"width": state.width, "height": state.height}, "color_scheme": state.scheme}
        self.inside = browser.new_context(storage_state=storage, **options)
        self.outside = browser.new_context(**options)

    def close(self):
        self.inside.close()
        self.outside.close()

    def take(self, page, address, path):
        """Writes the picture, and returns what is wrong with the page."""
        tab = (self.inside if page.signed_in else self.outside).new_page()
        tab.set_default_timeout(8_000)
        complaints, held = [], []
        tab.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        tab.on("console", lambda message: complaints.extend(heard(message)))
        try:
            self.meddle(tab, held)
            tab.goto(self.base + address, wait_until="commit", timeout=30_000)
            self.settle(tab, complaints)
            if page.act is not None:
                try:
                    page.act(tab)
                except Exception as error:
                    complaints.append(f"what is pictured was not opened: {str(error).splitlines()[0]}")
                self.settle(tab, complaints)
            over = tab.evaluate(TOO_WIDE)
            if over > 0:
                complaints.append(f"{over} px too wide")
            self.shoot(tab, path, whole=page.act is None)
        except Exception as error:
            complaints.append(str(error).splitlines()[0])
        finally:
            for route in held:
                route.abort()
            tab.close()
        return complaints

    def meddle(self, tab, held):
        """Fails the requests that the state says, or puts them into `held`."""
        which = self.state.held or self.state.failed
        if not which:
            return

        def answer(route):
            url = route.request.url
            if ALWAYS.search(url) or (which == "answers" and not ANSWERS.search(url)):
                route.continue_()
            elif self.state.held:
                held.append(route)
            else:
                route.fulfill(status=500, content_type="application/json", body='{"message": "The disk is full."}')

        tab.route("**/api/**", answer)

    def settle(self, tab, complaints):
        if self.state.held:
            tab.wait_for_timeout(1_500)
            return
        deadline = time.monotonic() + 30
        calm = 0
        # Parts of a page ask for more when they have come.
        while calm < 3:
            tab.wait_for_timeout(150)
            calm = calm + 1 if tab.evaluate(SETTLED) else 0
            if time.monotonic() > deadline:
                complaints.append("the page does not come to rest")
                return

    def shoot(self, tab, path, whole):
        height = tab.evaluate("document.documentElement.scrollHeight")
        if whole and height > self.state.height:
            # Parts that come when they are seen, and pictures that are as high as the window, need a window of the page's height.
            tab.set_viewport_size({"width": self.state.width, "height": min(height, LOWEST)})
            self.settle(tab, [])
        tab.wait_for_timeout(250)
        tab.screenshot(path=path, animations="disabled", timeout=20_000)


def heard(message):
    # The browser reports each answer of 4xx and 5xx on the console by itself.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        yield f"console {message.type}: {message.text}"
