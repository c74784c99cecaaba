"""What can be wrong with the machine: each a clear sentence, and nothing that was acknowledged is lost."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from projects import small_project
from server import Server


def refused(server):
    done = subprocess.run(
        [server.program, "serve", server.project, "--port", str(server.port), "--state", server.state],
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode != 0, done
    return done.stderr + done.stdout


def test_a_taken_port_is_named(options):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = Server(options.program, small_project(), port=taken.getsockname()[1])
        output = refused(server)
        assert str(server.port) in output and "--port" in output, output


def test_a_second_server_on_one_state_directory_is_refused(options):
    with Server(options.program, small_project()) as server:
        second = Server(options.program, server.project, state=server.state)
        output = refused(second)
        assert "in use" in output and server.state in output, output


def test_a_state_directory_that_cannot_be_made_is_named(options):
    with tempfile.NamedTemporaryFile() as file:
        server = Server(options.program, small_project(), state=file.name + "/state")
        output = refused(server)
        assert file.name in output and "--state" in output, output


def test_a_project_that_does_not_exist_is_named(options):
    server = Server(options.program, "/nonexistent/project")
    output = refused(server)
    assert "/nonexistent/project" in output, output


def test_a_damaged_queue_file_is_refused_and_left_alone(options):
    with Server(options.program, small_project()) as server:
        server.stop()
        queue = pathlib.Path(server.state) / "queue.sqlite"
        for suffix in ("-wal", "-shm"):
            (pathlib.Path(str(queue) + suffix)).unlink(missing_ok=True)
        size = max(queue.stat().st_size, 8192)
        damaged = os.urandom(size)
        queue.write_bytes(damaged)
        output = refused(server)
        assert "queue.sqlite" in output, output
        assert queue.read_bytes() == damaged, "a damaged queue was changed"


def test_a_damaged_warehouse_file_is_refused_and_left_alone(options):
    with Server(options.program, small_project()) as server:
        server.stop()
        warehouse = pathlib.Path(server.state) / "warehouse.duckdb"
        pathlib.Path(str(warehouse) + ".wal").unlink(missing_ok=True)
        damaged = os.urandom(warehouse.stat().st_size)
        warehouse.write_bytes(damaged)
        output = refused(server)
        assert "warehouse.duckdb" in output, output
        assert warehouse.read_bytes() == damaged, "a damaged warehouse was changed"


def test_a_socket_left_over_after_a_crash_is_replaced(options):
    with Server(options.program, small_project()) as server:
        server.kill()
        assert (pathlib.Path(server.state) / "soundings.sock").exists()
        server.start()
        assert server.key()


def test_commands_work_without_a_server(options):
    server = Server(options.program, small_project())
    try:
        assert len(server.key()) >= 16
        client_id, secret = server.credentials()
        server.start()
        assert server.login(client_id, secret)
    finally:
        server.close()
        shutil.rmtree(server.state, ignore_errors=True)
