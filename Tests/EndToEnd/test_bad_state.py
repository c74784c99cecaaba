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


def command_line(options, *arguments, **environment):
    return subprocess.run(
        [options.program, *map(str, arguments)], capture_output=True, text=True, timeout=60,
        stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )


def test_an_unknown_log_level_and_a_wrong_folder_of_pages_are_reported(options):
    with tempfile.TemporaryDirectory() as folder:
        done = command_line(
            options, "doctor", "--state", f"{folder}/state", SOUNDINGS_LOG="verbose", SOUNDINGS_WEB=folder
        )
        assert done.returncode == 1, done
        assert "'verbose'" in done.stdout and "warning" in done.stdout, done.stdout
        assert f"SOUNDINGS_WEB names {folder}" in done.stdout, done.stdout


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


def test_each_impossible_state_directory_has_a_sentence_of_its_own(options):
    with tempfile.TemporaryDirectory() as folder:
        project = small_project()
        file = pathlib.Path(folder) / "file"
        file.write_text("no folder")
        places = {
            f"{folder}/none/state": f"there is no folder {folder}/none",
            f"{file}/state": f"{file} is not a folder",
            str(file): f"{file} is a file",
        }
        if os.geteuid() != 0:
            closed = pathlib.Path(folder) / "closed"
            closed.mkdir(mode=0o500)
            places[f"{closed}/state"] = f"you may not write to {closed}"
            places[str(closed)] = f"{closed} can't be written to"
        for state, sentence in places.items():
            for command in (
                ["serve", project, "--port", "0"], ["user", "add", "--email", "a@example.com"],
                ["key", "create", "--name", "a"],
            ):
                done = command_line(options, *command, "--state", state)
                assert done.returncode == 1 and sentence in done.stderr and "--state" in done.stderr, done
                assert done.stderr.count("\n") == 1, done
            doctor = command_line(options, "doctor", "--state", state)
            assert doctor.returncode == 1 and sentence in doctor.stdout, doctor
        assert not pathlib.Path(folder, "none").exists()
        assert file.read_text() == "no folder"


def test_a_queue_of_another_warehouse_is_found_by_doctor_and_by_serve(options):
    with Server(options.program, small_project()) as server:
        key = server.key()
        event = {"event_type": "a", "user_id": "somebody"}
        assert server.request("POST", "/2/httpapi", {"api_key": key, "events": [event]})[0] == 200
        server.wait_until_loaded()
        server.stop()
        state = pathlib.Path(server.state)
        doctor = server.run("doctor")
        assert "queue and warehouse: belong together" in doctor.stdout, doctor.stdout
        assert "1 table\n" not in doctor.stdout and "DuckDB: v1." in doctor.stdout, doctor.stdout
        queue = state / "queue.sqlite"
        queue.rename(state / "away")
        before = sorted(p.name for p in state.iterdir())
        command = f"soundings doctor --accept-queue --state {state}"
        doctor = server.run("doctor", check=False)
        assert doctor.returncode == 1 and command in doctor.stdout, doctor.stdout
        assert not queue.exists(), "doctor has made a queue"
        assert sorted(p.name for p in state.iterdir() if not p.name.startswith("soundings.sqlite-")) == [
            name for name in before if not name.startswith("soundings.sqlite-")
        ]
        assert command in refused(server)
        server.run("doctor", "--accept-queue")
        server.start()


def test_a_project_that_does_not_exist_is_named(options):
    server = Server(options.program, "/nonexistent/project")
    output = refused(server)
    assert "/nonexistent/project" in output, output


def test_a_folder_without_lookml_is_no_project(options):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(options.program, folder)
        assert "no LookML" in refused(server) and folder in refused(server)
        done = command_line(options, "validate", folder)
        assert done.returncode == 1 and "no LookML" in done.stderr and done.stdout == "", done


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
