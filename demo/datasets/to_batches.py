#!/usr/bin/env python3
"""Writes a data set as request bodies of Amplitude's HTTP V2 API, one JSON object on each line.

    to_batches.py cdnow KEY [FILE] > cdnow.ndjson
"""

import argparse
import json
import sys

from mapping import EVENTS, FILES, batches


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dataset", choices=sorted(EVENTS))
    parser.add_argument("key", help="the ingestion key to put into the bodies")
    parser.add_argument("file", nargs="?", help="the published file; default: where scripts/bootstrap puts it")
    parser.add_argument("--size", type=int, default=1000, help="events in a body (default 1000)")
    options = parser.parse_args()
    events = EVENTS[options.dataset](options.file or FILES[options.dataset])
    for batch in batches(events, options.size):
        sys.stdout.write(json.dumps({"api_key": options.key, "events": batch}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} is missing. Run scripts/bootstrap, which downloads it, or name the file.")
