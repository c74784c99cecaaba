"""SIGKILL under load: what was acknowledged is there afterwards, once."""

import http.client
import json
import random
import threading
import time

from projects import small_project
from server import Server


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
            events = [{"event_type": f"e{len(i) % 3}", "user_id": f"user-{hash(i) % 50}", "insert_id": i} for i in ids]
            self.sent.update(ids)
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("POST", "/2/httpapi", json.dumps({"api_key": self.key, "events": events}))
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                connection, unanswered = None, ids
                time.sleep(0.02)
                continue
            if response.status == 200:
                self.acknowledged.update(ids)
                unanswered = ids if unanswered is None and self.random.random() < 0.1 else None
            else:
                unanswered = ids
                time.sleep(0.02)


def test_every_acknowledged_event_is_there_exactly_once(options):
    rounds = 100 if options.soak else 20
    seed = random.randrange(1 << 30)
    print(f"[seed {seed}, {rounds} kills]", end=" ", flush=True)
    generator = random.Random(seed)
    server = Server(options.program, small_project())
    try:
        server.start()
        key = server.key()
        clients = [Client(n, server.port, key, generator.random()) for n in range(3)]
        for client in clients:
            client.start()
        for _ in range(rounds):
            time.sleep(generator.uniform(0.05, 1.5))
            server.kill()
            server.start()
        time.sleep(0.5)
        for client in clients:
            client.running = False
        for client in clients:
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
        assert len(acknowledged) > rounds, len(acknowledged)
        print(f"[{len(acknowledged)} acknowledged]", end=" ", flush=True)
    finally:
        server.close()
