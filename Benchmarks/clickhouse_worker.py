"""Answers SQL statements with ClickHouse's engine: one JSON text a line comes in, one object a line goes out.

Runs in the Python that has `chdb` (.vendor/chdb).
"""

import json
import re
import sys
import time

from chdb import session


def peak_mib():
    status = open("/proc/self/status").read()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def main():
    engine = session.Session(sys.argv[1])
    engine.query("SET max_threads = 2")
    for line in sys.stdin:
        sql = json.loads(line)
        started = time.perf_counter()
        try:
            text = str(engine.query(sql, "JSONCompactEachRow"))
        except RuntimeError as error:
            answer = {"error": str(error)}
        else:
            elapsed = time.perf_counter() - started
            rows = [json.loads(row) for row in text.splitlines()]
            answer = {"ms": elapsed * 1000, "rows": rows, "peak_mib": peak_mib()}
        print(json.dumps(answer), flush=True)
    engine.close()


main()
