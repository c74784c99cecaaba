#!/usr/bin/env python3
"""Sends a data set to a server with the official `amplitude-analytics` package.

    send_with_sdk.py cdnow KEY http://127.0.0.1:8080 [FILE]

Prints `sent N` when the server has taken every event, and fails with what it answered otherwise.
"""

import argparse
import collections
import sys
import threading

from mapping import EVENTS, FILES


def send(dataset, key, url, path=None, limit=None, seconds=600):
    """Returns how many events were acknowledged, how many were sent, and a count of each other answer."""
    from amplitude import Amplitude, BaseEvent

    answers = collections.Counter()
    lock = threading.Lock()
    done = threading.Event()
    sent = None

    def answered(event, code, message=None):
        # Called by many threads at once.
        with lock:
            answers[code if code == 200 else f"{code} {message}"] += 1
            if sent is not None and sum(answers.values()) >= sent:
                done.set()

    client = Amplitude(key)
    client.configuration.server_url = url.rstrip("/") + "/2/httpapi"
    client.configuration.flush_queue_size = 500
    client.configuration.flush_interval_millis = 1000
    client.configuration.callback = answered
    count = 0
    for event in EVENTS[dataset](path or FILES[dataset]):
        if limit is not None and count == limit:
            break
        client.track(BaseEvent(**event))
        count += 1
    client.flush()
    with lock:
        sent = count
        if sum(answers.values()) >= sent:
            done.set()
    done.wait(seconds)
    client.shutdown()
    with lock:
        others = collections.Counter({answer: number for answer, number in answers.items() if answer != 200})
        return answers[200], sent, others


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dataset", choices=sorted(EVENTS))
    parser.add_argument("key")
    parser.add_argument("url", help="the server's address without a path")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--limit", type=int, help="send only so many events")
    options = parser.parse_args()
    taken, sent, others = send(options.dataset, options.key, options.url, options.file, options.limit)
    if taken != sent or others:
        sys.exit(f"{taken} of {sent} events were taken; other answers: {dict(others)}")
    print(f"sent {taken}")


if __name__ == "__main__":
    main()
