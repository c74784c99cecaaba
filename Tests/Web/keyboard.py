"""Somebody who works a page with the keys of the keyboard and nothing else."""

import time

SETTLED = "document.querySelector('main') !== null && document.querySelectorAll('[aria-busy=true]').length === 0"
# What has the focus, in words for a failure.
FOCUS = """() => {
    const one = document.activeElement;
    const words = (one.ariaLabel ?? one.labels?.[0]?.innerText ?? one.innerText ?? '').trim().slice(0, 60);
    return `${one.tagName.toLowerCase()} “${words}”`;
}"""


class Keyboard:
    """Keys for one page. Whatever takes more presses of Tab than its limit is a detour and fails."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def settle(self):
        """Waits until nothing on the page is being loaded."""
        deadline = time.monotonic() + 20
        quiet = 0
        while quiet < 3:
            self.page.wait_for_timeout(60)
            quiet = quiet + 1 if self.page.evaluate(SETTLED) else 0
            if time.monotonic() > deadline:
                raise AssertionError(f"the page does not come to rest: {self.page.url}")

    def has_focus(self, target):
        return target.evaluate_all("all => all.includes(document.activeElement)")

    def walk(self, key, target, limit):
        """Presses a key until the target has the focus."""
        for _ in range(limit):
            if self.has_focus(target):
                return target
            self.press(key)
        if self.has_focus(target):
            return target
        there = "it is there" if target.count() else "it is not on the page"
        raise AssertionError(f"{limit} times {key} don't reach {target} ({there}); the focus is on {self.page.evaluate(FOCUS)}")

    def to(self, role, name, exact=False, limit=30, back=False):
        """Tab until what has this role and name has the focus."""
        target = self.page.get_by_role(role, name=name, exact=exact)
        target.first.wait_for(state="attached")
        return self.walk("Shift+Tab" if back else "Tab", target, limit)

    def push(self, name, exact=True, **how):
        """Tab to a button, and Enter."""
        self.to("button", name, exact=exact, **how)
        self.press("Enter")

    def choose(self, menu, entry, limit=30, back=False):
        """Opens a menu, walks to an entry by arrow keys, and takes it."""
        self.push(menu, limit=limit, back=back)
        self.take(entry)

    def take(self, entry):
        """Takes an entry of the menu that is open."""
        target = self.page.get_by_role("menuitem", name=entry)
        target.first.wait_for()
        self.walk("ArrowDown", target, 25)
        self.press("Enter")

    def select(self, name, words, **how):
        """Tab to a list of choices, and the first letters of one."""
        self.to("combobox", name, **how)
        self.type(words)
