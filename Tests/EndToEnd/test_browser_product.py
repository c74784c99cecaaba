"""Product analytics, pipelines and the catalogue in a real browser, on the demo as a visitor sees it."""

from browser_checks import run_checks
from demo import running_demo

SECONDS = 600


def test_product_pages_in_chromium(options):
    with running_demo(options) as server:
        run_checks("product_test.py", server, seconds=SECONDS)


test_product_pages_in_chromium.seconds = 1300
