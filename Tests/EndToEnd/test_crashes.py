"""SIGKILL under load: what was acknowledged is there afterwards, once."""

import http.client
import json
import random
import sys
import threading
import time
import zlib

from projects import small_project
from server import ROOT, Server

sys.path.insert(0, str(ROOT / "Tests" / "Reports"))

from warehouse_file import WarehouseFile  # noqa: E402


class Client(threading.Thread):
    """Sends numbered batches and notes each id whose batch was acknowledged. A batch without an answer is sent again,
    and so is one in ten of those that had one."""

    def __init__(self, number, port, key, seed):
        super().__init__(daemon=True)
        self.number, self.port, self.key = number, port, key
        self.random = random.Random(seed)
        self.acknowledged, self.sent = set(), set()
        self.running = True

    def run(self):
        connection, counter, unanswered = None, 0, None
        while self.running:
            if unanswered is None:
                counter += 1
                ids = [f"c{self.number}-{counter}-{n}" for n in range(self.random.choice([1, 10, 100]))]
            else:
                ids = unanswered
            events = [
                {"event_type": f"e{len(i) % 3}", "user_id": f"user-{zlib.crc32(i.encode()) % 50}", "insert_id": i}
                for i in ids
            ]
            self.sent.update(ids)
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("POST", "/2/httpapi", json.dumps({"api_key": self.key, "events": events}))
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                if connection:
                    connection.close()
                connection, unanswered = None, ids
                time.sleep(0.02)
                continue
            if response.status == 200:
                self.acknowledged.update(ids)
                unanswered = ids if unanswered is None and self.random.random() < 0.1 else None
            else:
                unanswered = ids
                time.sleep(0.02)


class Instance(threading.Thread):
    """Sends update checks, each of another site and none of them twice."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port = port
        self.acknowledged, self.sent = set(), set()
        self.running = True

    def run(self):
        connection = None
        while self.running:
            site = f"00000000-0000-4000-8000-{len(self.sent):012}"
            self.sent.add(site)
            body = json.dumps({"site": site, "version": "5.3.2", "deployType": "server"})
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("POST", "/.api/updates", body)
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                if connection:
                    connection.close()
                connection = None
            else:
                if response.status in (200, 204):
                    self.acknowledged.add(site)
            time.sleep(0.01)


def test_every_acknowledged_event_is_there_exactly_once(options):
    rounds = 100 if options.full else 20
    print(f"[seed {options.seed}, {rounds} kills]", end=" ", flush=True)
    generator = random.Random(options.seed)
    server = Server(options.program, small_project())
    try:
        server.start()
        key = server.key()
        clients = [Client(n, server.port, key, generator.random()) for n in range(3)]
        instance = Instance(server.port)
        for client in [*clients, instance]:
            client.start()
        for _ in range(rounds):
            time.sleep(generator.uniform(0.05, 1.5))
            server.kill()
            if generator.random() < 0.25:
                # And once more while it is still starting.
                server.launch()
                time.sleep(generator.uniform(0, 0.4))
                server.kill()
            server.start()
        time.sleep(0.5)
        for client in [*clients, instance]:
            client.running = False
        for client in [*clients, instance]:
            client.join(timeout=20)
        server.wait_until_loaded(120)
        token = server.login(*server.credentials())
        rows = server.query(
            token,
            {"model": "telemetry", "view": "events", "fields": ["events.insert_id", "events.count"], "limit": "-1"},
        )
        counts = {row["events.insert_id"]: row["events.count"] for row in rows}
        acknowledged = set().union(*(client.acknowledged for client in clients))
        sent = set().union(*(client.sent for client in clients))
        lost = acknowledged - counts.keys()
        assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged events are lost, such as {sorted(lost)[:3]}"
        doubled = [i for i, count in counts.items() if count != 1]
        assert not doubled, f"{len(doubled)} events were counted more than once, such as {doubled[:3]}"
        assert counts.keys() <= sent
        assert server.stop() == 0, server.output()
        with WarehouseFile(f"{server.state}/warehouse.duckdb") as file:
            in_file = {
                row["insert_id"]: row["n"]
                for row in file.rows("SELECT insert_id, count(*) AS n FROM main.events GROUP BY insert_id")
            }
            pings = {
                row["site"]: row["n"]
                for row in file.rows("SELECT remote_site_id AS site, count(*) AS n FROM raw.pings GROUP BY site")
            }
        assert in_file == counts, "the table and the query differ"
        lost = instance.acknowledged - pings.keys()
        assert not lost, f"{len(lost)} of {len(instance.acknowledged)} acknowledged pings are lost"
        assert set(pings.values()) == {1} and pings.keys() <= instance.sent, "pings were counted more than once"
        assert len(acknowledged) > rounds, len(acknowledged)
        print(f"[{len(acknowledged)} events, {len(instance.acknowledged)} pings]", end=" ", flush=True)
    finally:
        server.close()


test_every_acknowledged_event_is_there_exactly_once.seconds = 300
