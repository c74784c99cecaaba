"""Starts Soundings as a user does and talks to it."""

import atexit
import ctypes
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

running = set()


def die_with_the_tests():
    """Runs in the child: the kernel kills it when the tests end, however they end."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


@atexit.register
def kill_what_runs():
    for process in list(running):
        if process.poll() is None:
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Failure(Exception):
    """The program did not do what the test needed before it could begin to check."""


class Server:
    """One running `soundings serve` or `soundings demo` with a state directory of its own."""

    def __init__(self, program, project, command="serve", state=None, port=None, arguments=(), patience=60):
        self.program = str(pathlib.Path(program).resolve())
        self.project = str(project)
        self.command = command
        self.state = str(state or tempfile.mkdtemp(prefix="soundings-state-"))
        self.owns_state = state is None
        self.port = port or free_port()
        self.arguments = [str(argument) for argument in arguments]
        self.patience = patience
        self.process = None
        self.log = os.path.join(tempfile.mkdtemp(prefix="soundings-log-"), "log")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def command_line(self):
        return [
            self.program, self.command, self.project, "--port", str(self.port), "--state", self.state, *self.arguments,
        ]

    def launch(self):
        """Starts the process and waits for nothing."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command_line, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                preexec_fn=die_with_the_tests,
            )
        running.add(self.process)
        return self

    def start(self):
        """Starts the process and waits until it answers, up to `patience` seconds; `starting_seconds` says how long."""
        seconds = self.patience
        started = time.monotonic()
        self.launch()
        while time.monotonic() < started + seconds:
            if self.process.poll() is not None:
                raise Failure(f"soundings {self.command} ended with {self.process.returncode}:\n{self.output()}")
            try:
                if self.request("GET", "/healthz", timeout=5)[0] == 200:
                    self.starting_seconds = time.monotonic() - started
                    return self
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.01)
        self.kill()
        raise Failure(f"soundings {self.command} was not ready within {seconds} s:\n{self.output()}")

    def output(self):
        """The end of what it printed, over all its starts."""
        with open(self.log, "rb") as log:
            return log.read().decode(errors="replace")[-6000:]

    def wait_for_output(self, text, seconds=20):
        self.wait_until(lambda: text in self.output(), seconds, f"'{text}' was not printed")

    def wait_until(self, condition, seconds, complaint):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return
            if self.process.poll() is not None:
                raise Failure(f"{complaint}: soundings ended with {self.process.returncode}:\n{self.output()}")
            time.sleep(0.05)
        raise Failure(f"{complaint} within {seconds} s:\n{self.output()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        running.discard(self.process)

    def stop(self, seconds=30):
        """SIGTERM, and the exit status; the time that it took is left in `stopping_seconds`."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        started = time.monotonic()
        self.process.terminate()
        try:
            return self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f"soundings did not end within {seconds} s of SIGTERM:\n{self.output()}") from None
        finally:
            self.stopping_seconds = time.monotonic() - started

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        running.discard(self.process)
        if self.owns_state:
            shutil.rmtree(self.state, ignore_errors=True)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(self, *_):
        self.close()

    def run(self, *arguments, check=True, timeout=120):
        """A command beside the server, on the same state directory."""
        done = subprocess.run(
            [self.program, *map(str, arguments), "--state", self.state], capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=timeout,
        )
        if check and done.returncode != 0:
            raise Failure(
                f"soundings {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr}{done.stdout}"
            )
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

    def api(self, token, path):
        status, _, body = self.get("/api/4.0/" + path, {"Authorization": f"Bearer {token}"})
        if status != 200:
            raise Failure(f"GET {path} answered {status}: {body.decode(errors='replace')[:2000]}")
        return json.loads(body)

    def query(self, token, query, format="json"):
        status, _, body = self.request(
            "POST",
            f"/api/4.0/queries/run/{format}",
            query,
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            timeout=120,
        )
        if status != 200:
            raise Failure(f"the query answered {status}: {body.decode(errors='replace')[:2000]}")
        return json.loads(body) if format.startswith("json") else body.decode()

    def wait_until_loaded(self, seconds=60):
        """Waits until everything that was acknowledged is in the warehouse."""
        self.wait_until(
            lambda: self.metrics().get("soundings_queue_waiting", -1) == 0, seconds, "the queue was not loaded"
        )
        return self.metrics()

    def wait_for_pipelines(self, seconds=120):
        """Waits until the tables of the project's SQL models are built from what was loaded."""
        self.wait_until(
            lambda: self.metrics().get("soundings_pipelines_up_to_date", 0) >= 1, seconds, "the pipelines did not run"
        )
        return self.metrics()

    def metrics(self):
        values = {}
        for line in self.get("/metrics")[2].decode().splitlines():
            if line and not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                values[name] = float(value)
        return values
