"""Starts Soundings as a user does and talks to it."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Failure(Exception):
    """The program did not do what the test needed before it could begin to check."""


class Server:
    """One running `soundings serve` or `soundings demo` with a state directory of its own."""

    def __init__(self, program, project, command="serve", state=None, port=None, arguments=()):
        self.program = str(pathlib.Path(program).resolve())
        self.project = str(project)
        self.command = command
        self.state = state or tempfile.mkdtemp(prefix="soundings-state-")
        self.owns_state = state is None
        self.port = port or free_port()
        self.arguments = list(arguments)
        self.process = None
        self.log = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, seconds=60):
        self.log = open(os.path.join(tempfile.gettempdir(), f"soundings-{self.port}.log"), "w+b")
        self.process = subprocess.Popen(
            [self.program, self.command, self.project, "--port", str(self.port), "--state", self.state, *self.arguments],
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Failure(f"soundings {self.command} ended with {self.process.returncode}:\n{self.output()}")
            try:
                if self.get("/healthz")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.02)
        raise Failure(f"soundings {self.command} was not ready within {seconds} s:\n{self.output()}")

    def output(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-4000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=30):
        """SIGTERM, and the exit status; the time that it took is left in `stopping_seconds`."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        started = time.monotonic()
        self.process.terminate()
        try:
            return self.process.wait(timeout=seconds)
        finally:
            self.stopping_seconds = time.monotonic() - started

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        if self.owns_state:
            shutil.rmtree(self.state, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    def run(self, *arguments, check=True, timeout=120):
        """A command beside the server, on the same state directory."""
        done = subprocess.run(
            [self.program, *arguments, "--state", self.state], capture_output=True, text=True, timeout=timeout
        )
        if check and done.returncode != 0:
            raise Failure(f"soundings {' '.join(arguments)} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done

    def key(self, name="test", project=None):
        arguments = ["key", "create", "--name", name]
        if project is not None:
            arguments += ["--project", str(project)]
        return self.run(*arguments).stdout.split()[-1]

    def credentials(self, email="analyst@example.com", role="admin"):
        self.run("user", "add", "--email", email, "--role", role)
        lines = self.run("user", "credentials", email).stdout.split()
        values = dict(line.split("=", 1) for line in lines if "=" in line)
        return values["client_id"], values["client_secret"]

    def request(self, method, path, body=None, headers=None, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            if isinstance(body, (dict, list)):
                body = json.dumps(body)
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, dict((k.lower(), v) for k, v in response.getheaders()), response.read()
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def login(self, client_id, client_secret):
        form = urllib.parse.urlencode({"client_id": client_id, "client_secret": client_secret})
        status, _, body = self.request(
            "POST", "/api/4.0/login", form, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        if status != 200:
            raise Failure(f"login answered {status}: {body!r}")
        return json.loads(body)["access_token"]

    def query(self, token, query, format="json"):
        status, _, body = self.request(
            "POST",
            f"/api/4.0/queries/run/{format}",
            query,
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        if status != 200:
            raise Failure(f"the query answered {status}: {body.decode(errors='replace')[:2000]}")
        return json.loads(body) if format.startswith("json") else body.decode()

    def wait_until_loaded(self, seconds=60):
        """Waits until everything that was acknowledged is in the warehouse."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            metrics = self.metrics()
            if metrics.get("soundings_queue_waiting", -1) == 0:
                return metrics
            time.sleep(0.05)
        raise Failure(f"the queue was not loaded within {seconds} s: {self.output()}")

    def metrics(self):
        values = {}
        for line in self.get("/metrics")[2].decode().splitlines():
            if line and not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                values[name] = float(value)
        return values
