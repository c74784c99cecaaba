"""Data actions: offered in cells, sent by the server to a receiver on this machine, and by hand in a browser."""

import http.server
import json
import threading

from projects import small_project
from server import Server
from test_looker_sdk import sdk_for

MODEL = """
connection: "warehouse"

view: contacts {
  derived_table: { sql: SELECT 7 AS id, 'O''Hara' AS name UNION ALL SELECT 8, 'a&b' ;; }
  dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
  dimension: name {
    type: string
    sql: ${TABLE}.name ;;
    link: { label: "Profile" url: "https://example.com/{{ value }}" }
    action: {
      label: "Write to {{ value }}"
      url: "RECEIVER/write/{{ contacts.id._value }}?name={{ value }}"
      param: { name: "id" value: "{{ contacts.id._value }}" }
      param: { name: "name" value: "{{ value }}" }
      form_param: { name: "title" label: "Title" required: yes default: "Dear {{ value }}" }
      form_param: { name: "body" type: textarea description: "At least five letters" }
      form_param: { name: "size" type: select option: { name: "s" label: "Small" } option: { name: "l" label: "Large" } }
      user_attribute_param: { user_attribute: token name: "auth" }
    }
    action: { label: "Fetched form" url: "RECEIVER/fine" form_url: "RECEIVER/form" }
    action: { label: "Elsewhere" url: "https://hooks.example.com/x" }
    action: { label: "Redirected" url: "RECEIVER/redirect" }
    action: { label: "Broken" url: "RECEIVER/broken" }
  }
  measure: count { type: count }
}
explore: contacts {}
"""
QUERY = {"model": "crm", "view": "contacts", "fields": ["contacts.id", "contacts.name"], "sorts": ["contacts.id"]}


class Receiver:
    """Takes what the server posts, and answers as its path says."""

    def __init__(self):
        self.requests = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                receiver.requests.append((self.path, self.headers, json.loads(body)))
                status, headers, answer = receiver.answer(self.path, json.loads(body))
                content = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": len(content), **headers}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path, body):
        if path == "/redirect":
            return 302, {"Location": f"http://{self.host}/evil"}, {}
        if path == "/broken":
            return 500, {}, {"looker": {"success": True}}
        if path == "/form":
            return 200, {}, [{"name": "reason", "label": "Reason", "required": True}]
        if path.startswith("/write/") and len(body["form_params"].get("body", "")) < 5:
            return 200, {}, {"looker": {"success": False, "validation_errors": {"body": "Write more."}}}
        return 200, {}, {"looker": {"success": True, "refresh_query": True, "message": "Written."}}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def project_for(receiver, allowed=True):
    settings = f"actions:\n  allowed_hosts: ['{receiver.host}']\n" if allowed else ""
    return small_project(settings, **{"crm.model.lkml": MODEL.replace("RECEIVER", f"http://{receiver.host}")})


def links_of(server, token, row=0, field="contacts.name"):
    status, _, body = server.request(
        "POST", "/api/4.0/queries/run/json_detail?generate_drill_links=true", QUERY,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    assert status == 200, body
    return {link["label"]: link for link in json.loads(body)["data"][row][field]["links"]}


def send(server, token, action, values=None, path=""):
    body = action if path else {"action": action, "form_values": values or {}}
    status, _, answer = server.request(
        "POST", f"/api/4.0/data_actions{path}", body,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    return status, json.loads(answer)


def test_an_action_of_a_cell_is_sent_with_the_values_of_its_row(options):
    from looker_sdk import models40

    with Receiver() as receiver, Server(options.program, project_for(receiver)) as server:
        sdk = sdk_for(server)
        token = server.login(*server.credentials())
        links = links_of(server, token, row=1)
        assert list(links) == ["Profile", "Write to a&b", "Fetched form", "Elsewhere", "Redirected", "Broken"], links
        write = links["Write to a&b"]
        assert write["type"] == "action" and write["url"] is None, write
        assert receiver.host not in json.dumps(links), "a reader learns where actions go"

        form = sdk.fetch_remote_data_action_form(write)
        assert [(f.name, f.type, f.required, f.default) for f in form.fields] == [
            ("title", "string", True, "Dear a&b"), ("body", "textarea", False, None), ("size", "select", False, None),
        ], form
        assert [(o.name, o.label) for o in form.fields[2].options] == [("s", "Small"), ("l", "Large")]
        assert receiver.requests == []

        def perform(**values):
            return sdk.perform_data_action(models40.DataActionRequest(action=write, form_values=values))

        refused = perform(body="Hello you", size="x", more="y")
        assert not refused.success and receiver.requests == []
        assert {e.field for e in refused.validation_errors.errors} == {"title", "size", "more"}, refused
        refused = perform(title="T", body="Hi")
        assert not refused.success and [(e.field, e.message) for e in refused.validation_errors.errors] == [
            ("body", "Write more.")], refused
        done = perform(title="T", body="Hello you", size="l")
        assert done.success and done.refresh_query and done.message == "Written." and done.webhook_id, done
        path, headers, body = receiver.requests[-1]
        assert path == "/write/8?name=a%26b" and headers["Host"] == receiver.host, (path, headers)
        assert body == {
            "type": "cell", "data": {"id": "8", "name": "a&b", "auth": None},
            "form_params": {"title": "T", "body": "Hello you", "size": "l"},
        }, body

        status, form = send(server, token, links["Fetched form"], path="/form")
        assert status == 200 and [f["name"] for f in form["fields"]] == ["reason"], form
        assert send(server, token, links["Fetched form"], {"reason": "why"})[1]["success"]
        assert receiver.requests[-1][2]["form_params"] == {"reason": "why"}


def test_actions_go_nowhere_else_and_to_nobody_else(options):
    with Receiver() as receiver, Server(options.program, project_for(receiver)) as server:
        token = server.login(*server.credentials())
        links = links_of(server, token)
        _, answer = send(server, token, links["Elsewhere"])
        assert not answer["success"] and "allowed_hosts" in answer["message"] and "hooks.example.com" in answer["message"]
        _, answer = send(server, token, links["Redirected"])
        assert not answer["success"] and "sends elsewhere" in answer["message"], answer
        assert [path for path, _, _ in receiver.requests] == ["/redirect"]
        _, answer = send(server, token, links["Broken"])
        assert not answer["success"] and answer["message"] == f"{receiver.host} answered 500.", answer

        write = links["Write to O'Hara"]
        sent = len(receiver.requests)
        for forged in [{}, {"token": ""}, {"token": "A" * 200}, {"url": f"http://{receiver.host}/x", "type": "action"},
                       {**write, "token": write["token"][:-3] + "AAA"}]:
            status, answer = send(server, token, forged)
            assert status == 400, (forged, answer)
        viewer = server.login(*server.credentials("viewer@example.com", "explorer"))
        status, answer = send(server, viewer, write)
        assert status == 400 and "somebody else" in answer["message"], answer
        status, _, _ = server.request("POST", "/api/4.0/data_actions", {"action": write})
        assert status == 401
        # Somebody else sees the same cells, and may send what they offer.
        own = links_of(server, viewer)["Write to O'Hara"]
        status, answer = send(server, viewer, own, {"title": "T", "body": "Hello you"})
        assert status == 200 and answer["success"], answer
        assert len(receiver.requests) == sent + 1 and receiver.requests[-1][2]["data"]["name"] == "O'Hara"
        server.kill()
        server.start()
        status, answer = send(server, server.login(*server.credentials()), write)
        assert status == 400 and "Run the query again" in answer["message"], answer


def test_nothing_is_sent_until_a_host_is_allowed(options):
    with Receiver() as receiver, Server(options.program, project_for(receiver, allowed=False)) as server:
        token = server.login(*server.credentials())
        links = links_of(server, token)
        _, answer = send(server, token, links["Broken"])
        assert not answer["success"] and f'allowed_hosts: ["{receiver.host}"]' in answer["message"], answer
        status, answer = send(server, token, links["Fetched form"], path="/form")
        assert status == 502 and "allowed_hosts" in answer["message"], answer
        assert receiver.requests == []


def test_an_action_is_sent_from_the_page(options):
    from playwright.sync_api import expect, sync_playwright

    with Receiver() as receiver, Server(options.program, project_for(receiver)) as server, sync_playwright() as playwright:
        link = server.run("user", "add", "--email", "ann@example.com", "--role", "explorer").stdout.split()
        link = next(word for word in link if word.startswith("http"))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.set_default_timeout(15_000)
            asked, complaints = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(link)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(server.url + "/")
            page.goto(server.url + "/explore/crm/contacts?fields=contacts.id,contacts.name&sorts=contacts.id")
            cell = page.locator("table.result .cell-button", has_text="O'Hara")
            cell.click()
            page.get_by_role("menu").get_by_role("menuitem", name="Write to O'Hara").click()
            dialog = page.get_by_role("dialog", name="Write to O'Hara")
            expect(dialog.get_by_label("Title")).to_have_value("Dear O'Hara")
            expect(dialog.get_by_label("Title")).to_be_focused()
            dialog.get_by_label("body").fill("Hi")
            dialog.get_by_label("size").select_option("Large")
            dialog.get_by_role("button", name="Send").click()
            expect(dialog.get_by_text("Write more.")).to_be_visible()
            expect(dialog.get_by_label("body")).to_have_attribute("aria-invalid", "true")
            dialog.get_by_label("body").fill("Hello you")
            dialog.get_by_role("button", name="Send").click()
            expect(dialog.get_by_text("Written.")).to_be_visible()
            path, _, body = receiver.requests[-1]
            assert path == "/write/7?name=O%27Hara" and body["form_params"] == {
                "title": "Dear O'Hara", "body": "Hello you", "size": "l"}, (path, body)
            dialog.get_by_role("button", name="Close").last.click()
            expect(dialog).to_have_count(0)
            cell.click()
            page.get_by_role("menuitem", name="Elsewhere").click()
            dialog = page.get_by_role("dialog", name="Elsewhere")
            dialog.get_by_role("button", name="Send").click()
            expect(dialog.get_by_text("An administrator can allow it")).to_be_visible()
            page.keyboard.press("Escape")
            expect(dialog).to_have_count(0)
            assert all(url.startswith((server.url, "data:", "blob:")) for url in asked), asked
            assert complaints == []
        finally:
            browser.close()
