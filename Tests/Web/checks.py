"""The checks of one script on pages in Chromium: sentences of behaviour, each with what finds out whether it holds."""

import argparse
import os
import traceback

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


class Checks:
    """Called with a sentence, it takes in the function below as the check of it."""

    def __init__(self):
        self.all = []

    def __call__(self, sentence):
        def register(function):
            self.all.append((sentence, function))
            return function

        return register

    @staticmethod
    def parser(description):
        """What every script is asked with."""
        parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--base-url", required=True)
        parser.add_argument("--only", metavar="WORDS", help="runs the checks whose sentence has these words")
        return parser

    def run(self, only, visitors, afterwards=None):
        """Runs the checks, prints how each ended and "N passed, N failed", and returns the exit status.

        `visitors` makes of a browser what the checks are given, a tuple; `afterwards` gets the same.
        """
        failed = 0
        chosen = [each for each in self.all if not only or only in each[0]]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            given = visitors(browser)
            for sentence, function in chosen:
                try:
                    function(*given)
                    print(f"  ok    {sentence}", flush=True)
                except Exception as error:
                    failed += 1
                    lines = str(error).strip().splitlines()[:12] or [type(error).__name__]
                    print(f"  FAIL  {sentence}\n        " + "\n        ".join(lines), flush=True)
                    if os.environ.get("TRACE"):
                        traceback.print_exc()
            if afterwards:
                afterwards(*given)
            browser.close()
        print(f"{len(chosen) - failed} passed, {failed} failed")
        return 1 if failed else 0
