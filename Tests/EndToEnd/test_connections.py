"""Many connections at once, and clients that go in the middle of a request."""

import resource
import socket

from projects import small_project
from server import Server


def begun(server, path):
    """A connection with a request whose body has only begun."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{{".encode())
    return connection


def test_connections_leave_handles_for_the_rest(options):
    server = Server(options.program, small_project())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The server has the limit of whoever starts it.
    resource.setrlimit(resource.RLIMIT_NOFILE, (600, hard))
    try:
        server.__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    try:
        connections = [begun(server, ["/2/httpapi", "/api/4.0/login"][n % 2]) for n in range(500)]
        # Commands reach the server through a socket of their own, and open files.
        server.run("user", "add", "--email", "ada@example.com")
        for connection in connections:
            connection.close()
        server.wait_until(lambda: server.get("/healthz")[0] == 200, 20, "nobody is answered any more")
        assert "failure" not in server.output() and "Too many open files" not in server.output(), server.output()
    finally:
        server.__exit__(None, None, None)
