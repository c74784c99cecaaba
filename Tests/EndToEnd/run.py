#!/usr/bin/env python3
"""Runs the end-to-end tests: the real program, started as its users start it, driven by real clients and a browser.

    run.py --program .build/debug/soundings                 everything, in its bounded form
    run.py --program .build/debug/soundings crashes reports only the tests with one of these words in their names
    run.py --program .build/debug/soundings --full          the full counts: many more kills
    run.py --list                                           the names

Prints a line for each test with its time, and ends with status 1 when one failed. Each test is bounded in time. What
the tests write goes to one temporary directory, which is removed at the end.
"""

import argparse
import importlib
import pathlib
import shutil
import signal
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
SUITES = [
    "test_command_line",
    "test_lookml_tools",
    "test_bad_state",
    "test_collection",
    "test_connections",
    "test_web_files",
    "test_looker_sdk",
    "test_content_api",
    "test_content_files",
    "test_looker_misc",
    "test_discovery",
    "test_development",
    "test_hostile_api",
    "test_people",
    "test_rights",
    "test_imports",
    "test_results",
    "test_query_api",
    "test_actions",
    "test_kept_tables",
    "test_charts",
    "test_cohorts",
    "test_amplitude_api",
    "test_alerts",
    "test_annotations",
    "test_statements",
    "test_tracking_plan",
    "test_data_sets",
    "test_flights",
    "test_dbt",
    "test_pipelines",
    "test_dbt_utils",
    "test_crashes",
    "test_reports",
    "test_browser",
    "test_browser_product",
    "test_browser_explore",
    "test_browser_alerts",
    "test_browser_dashboards",
    "test_browser_states",
    "test_browser_tiles",
    "test_browser_screens",
    "test_browser_pictures",
    "test_browser_plan",
    "test_browser_drafts",
    "test_browser_statements",
    "test_browser_admin",
    "test_browser_tasks",
]
# For one test, in seconds. A test that needs more says so in its attribute `seconds`.
BOUND = 180


class TookTooLong(Exception):
    pass


def ring(*_):
    raise TookTooLong("the test did not end in time")


def end(number, _):
    sys.exit(128 + number)


def tests_of(suite):
    module = importlib.import_module(suite)
    tests = [value for name, value in vars(module).items() if name.startswith("test_") and callable(value)]
    tests = [test for test in tests if test.__module__ == suite]
    return sorted(tests, key=lambda test: test.__code__.co_firstlineno)


def run(test, options):
    """Whether it passed; what went wrong is printed."""
    name = f"{test.__module__}.{test.__name__}"
    print(f"{name} ...", end=" ", flush=True)
    started = time.monotonic()
    signal.alarm(getattr(test, "seconds", BOUND) * (10 if options.full else 1))
    try:
        test(options)
    except Exception:
        signal.alarm(0)
        print(f"FAILED ({time.monotonic() - started:.1f} s)", flush=True)
        traceback.print_exc()
        sys.stderr.flush()
        return False
    finally:
        signal.alarm(0)
    print(f"ok ({time.monotonic() - started:.1f} s)", flush=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*", help="run only tests with one of these in their names")
    parser.add_argument("--program", help="the built soundings")
    parser.add_argument("--full", action="store_true", help="the full counts rather than a sample")
    parser.add_argument("--seed", type=int, help="of what is chosen at random (default: 1, with --full the clock's)")
    parser.add_argument("--keep-screenshots", metavar="DIR", help="where the browser tests leave their pictures")
    parser.add_argument("--accept", action="store_true", help="take the pictures of pages as the expected ones, when you have looked at them")
    parser.add_argument("--demo-state", metavar="DIR", help="a state directory for the demo that outlives the tests")
    parser.add_argument("--list", action="store_true", help="print the names of the tests")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = time.time_ns() % (1 << 30) if options.full else 1
    sys.path.insert(0, str(HERE))
    tests = [test for suite in SUITES for test in tests_of(suite)]
    if options.words:
        tests = [
            test for test in tests if any(word in f"{test.__module__}.{test.__name__}" for word in options.words)
        ]
    if options.list:
        for test in tests:
            print(f"{test.__module__}.{test.__name__}")
        return
    if not options.program or not pathlib.Path(options.program).is_file():
        sys.exit(f"There is no program {options.program or '(--program)'}. Build it with: make build-debug")
    if not tests:
        sys.exit(f"No test has one of these in its name: {' '.join(options.words)}. See them with --list.")

    signal.signal(signal.SIGALRM, ring)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    folder = tempfile.mkdtemp(prefix="soundings-tests-")
    tempfile.tempdir = folder
    started = time.monotonic()
    failed = []
    try:
        for test in tests:
            if not run(test, options):
                failed.append(test)
    except KeyboardInterrupt:
        sys.exit("stopped")
    finally:
        from server import kill_what_runs

        kill_what_runs()
        shutil.rmtree(folder, ignore_errors=True)
    for test in failed:
        print(f"failed: {test.__module__}.{test.__name__}")
    print(f"{len(tests) - len(failed)} passed, {len(failed)} failed ({time.monotonic() - started:.0f} s)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
