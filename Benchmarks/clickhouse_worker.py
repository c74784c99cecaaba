"""Answers SQL statements with ClickHouse's engine: one JSON text a line comes in, one object a line goes out.

Runs in the Python that has `chdb` (.vendor/chdb).
"""

import json
import sys
import time

from chdb import session


def main():
    engine = session.Session(sys.argv[1])
    engine.query("SET max_threads = 2")
    for line in sys.stdin:
        sql = json.loads(line)
        started, cpu = time.perf_counter(), time.process_time()
        try:
            text = str(engine.query(sql, "JSONCompactEachRow"))
        except RuntimeError as error:
            answer = {"error": str(error)}
        else:
            elapsed, cpu = time.perf_counter() - started, time.process_time() - cpu
            rows = [json.loads(row) for row in text.splitlines()]
            answer = {"ms": elapsed * 1000, "cpu_ms": cpu * 1000, "rows": rows}
        print(json.dumps(answer), flush=True)
    engine.close()


main()
