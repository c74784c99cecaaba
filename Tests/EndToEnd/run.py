"""Runs the end-to-end tests: the real program, started as its users start it, driven by real clients and a browser.

    python Tests/EndToEnd/run.py --program .build/debug/soundings [--soak] [--only NAME] [--keep-screenshots DIR]
"""

import argparse
import importlib
import pathlib
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
SUITES = [
    "test_command_line",
    "test_collection",
    "test_looker_sdk",
    "test_data_sets",
    "test_crashes",
    "test_bad_state",
    "test_reports",
    "test_browser",
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--soak", action="store_true", help="the full counts rather than a sample")
    parser.add_argument("--only", help="run only suites or tests whose name contains this")
    parser.add_argument("--keep-screenshots", metavar="DIR", help="where the browser tests leave their pictures")
    options = parser.parse_args()
    if not pathlib.Path(options.program).exists():
        sys.exit(f"{options.program} does not exist. Run: make build-debug")
    sys.path.insert(0, str(HERE))

    passed, failed = 0, []
    for suite in SUITES:
        module = importlib.import_module(suite)
        tests = [getattr(module, name) for name in dir(module) if name.startswith("test_")]
        tests = [test for test in tests if callable(test)]
        tests.sort(key=lambda test: test.__code__.co_firstlineno)
        if options.only:
            tests = [test for test in tests if options.only in f"{suite}.{test.__name__}"]
        for test in tests:
            started = time.monotonic()
            name = f"{suite}.{test.__name__}"
            print(f"{name} ...", end=" ", flush=True)
            try:
                test(options)
            except Exception:
                failed.append(name)
                print(f"FAILED ({time.monotonic() - started:.1f} s)")
                traceback.print_exc()
            else:
                passed += 1
                print(f"ok ({time.monotonic() - started:.1f} s)", flush=True)
    for name in failed:
        print(f"failed: {name}")
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(1 if failed or passed == 0 else 0)


if __name__ == "__main__":
    main()
