"""Annotations: what happened, written through our API and Amplitude's, and shown to both."""

import json

from projects import small_project
from server import Server
from test_amplitude_api import Client, secret

SETTINGS = "name: shop\ntimezone: Europe/Berlin\n"


class Reader:
    def __init__(self, server, email, role):
        self.server = server
        self.token = server.login(*server.credentials(email, role))

    def call(self, method, path="", body=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        status, _, answer = self.server.request(method, "/api/v1/annotations" + path, None if body is None else json.dumps(body), headers)
        return status, json.loads(answer) if answer else None

    def labels(self, query=""):
        status, answer = self.call("GET", query)
        assert status == 200, answer
        return [each["label"] for each in answer["annotations"]]


def test_what_happened_is_written_down_once_for_both_apis(options):
    with Server(options.program, small_project(**{"soundings.yaml": SETTINGS})) as server:
        ada, bob = Reader(server, "ada@example.com", "explorer"), Reader(server, "bob@example.com", "explorer")
        viewer, admin = Reader(server, "vic@example.com", "viewer"), Reader(server, "root@example.com", "admin")
        status, made = ada.call("POST", "", {"label": " 5.2 is out ", "start": "2026-03-01 14:30", "kind": "release"})
        assert status == 201, made
        # Half past two in Berlin, in winter.
        assert (made["label"], made["start"], made["kind"], made["can_change"]) == ("5.2 is out", "2026-03-01T13:30:00Z", "release", True)
        assert ada.call("POST", "", {"label": "Sign-in fails", "start": "2026-03-10", "end": "2026-03-11", "kind": "incident"})[0] == 201
        status, answer = ada.call("POST", "", {"label": "", "start": "yesterday", "end": "2026-02-30", "kind": "party"})
        assert status == 422 and {each["field"] for each in answer["errors"]} == {"label", "start", "end", "kind"}, answer
        assert ada.call("POST", "", {"label": "x", "start": "2026-03-02", "end": "2026-03-01"})[0] == 422

        amplitude = Client(server, server.key(), secret(server))
        status, _, body = amplitude.raw("POST", "/api/3/annotations", body={"label": "Launch", "start": "2026-03-05", "category": "Marketing"})
        assert status == 200, body
        release = {"version": "5.3", "title": "", "release_start": "2026-03-20", "description": "Faster"}
        release["title"] = "Release 5.3"
        status, _, body = amplitude.raw("POST", "/api/2/release", form=release)
        assert status == 200, body
        heard = {each["label"]: each for each in amplitude.data("/api/3/annotations")}
        assert heard["5.2 is out"]["category"]["category"] == "Release" and heard["5.2 is out"]["start"] == "2026-03-01T13:30:00Z", heard

        assert viewer.labels() == ["Release 5.3", "Sign-in fails", "Launch", "5.2 is out"]
        kinds = {each["label"]: each["kind"] for each in viewer.call("GET")[1]["annotations"]}
        assert kinds == {"Release 5.3": "release", "Sign-in fails": "incident", "Launch": "note", "5.2 is out": "release"}
        assert viewer.labels("?from=2026-03-11&until=2026-03-31") == ["Release 5.3", "Sign-in fails"]
        assert viewer.labels("?until=2026-03-01") == ["5.2 is out"]
        assert viewer.call("GET", "?from=soon")[0] == 422

        # Whoever made it changes it, and administrators.
        one = f"/{made['id']}"
        assert bob.call("PATCH", one, {"label": "mine"})[0] == 403 and viewer.call("DELETE", one)[0] == 403
        assert viewer.call("POST", "", {"label": "x", "start": "2026-03-02"})[0] == 403
        status, changed = ada.call("PATCH", one, {"kind": "note", "details": "Slowly, by region."})
        assert (status, changed["kind"], changed["label"]) == (200, "note", "5.2 is out"), changed
        assert admin.call("PATCH", one, {"label": "5.2"})[1]["label"] == "5.2"
        released = next(each for each in admin.call("GET")[1]["annotations"] if each["label"] == "Release 5.3")
        assert not released["can_change"] and admin.call("PATCH", f"/{released['id']}", {"label": "x"})[0] == 403
        assert admin.call("DELETE", f"/{released['id']}")[0] == 204 and admin.call("DELETE", f"/{released['id']}")[0] == 404
        assert ada.call("DELETE", one)[0] == 204
        assert server.stop() == 0
        server.start()
        assert Reader(server, "vic@example.com", "viewer").labels() == ["Sign-in fails", "Launch"]
