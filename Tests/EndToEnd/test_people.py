"""People, groups, roles and what follows from them, through the official `looker-sdk`, the command line and a browser's
requests."""

import http.client
import json
import os
import re
import sqlite3
import time

from projects import small_project
from server import Server

RULES_MODEL = """
connection: "warehouse"

access_grant: may_see_users { user_attribute: department  allowed_values: ["sales", "data"] }

view: sales {
  derived_table: { sql: SELECT * FROM (VALUES (1, 'EU', 'a@x'), (2, 'EU', 'b@x'), (3, 'US', 'c@x'), (4, 'APAC', 'd@x')) AS t (id, region, buyer) ;; }
  dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
  dimension: region { type: string sql: ${TABLE}.region ;; }
  dimension: buyer { type: string sql: ${TABLE}.buyer ;; required_access_grants: [may_see_users] }
  measure: count { type: count }
}
explore: sales { access_filter: { field: sales.region  user_attribute: region } }
"""

OTHER_MODEL = """
connection: "warehouse"
view: other {
  derived_table: { sql: SELECT 1 AS id ;; }
  dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
  measure: count { type: count }
}
explore: other {}
"""


def project():
    return small_project(**{"shop.model.lkml": RULES_MODEL, "other.model.lkml": OTHER_MODEL})


def sdk_for(server, client):
    import looker_sdk

    os.environ["LOOKERSDK_BASE_URL"] = server.url
    os.environ["LOOKERSDK_CLIENT_ID"], os.environ["LOOKERSDK_CLIENT_SECRET"] = client
    return looker_sdk.init40()


def refused(call, *arguments, **named):
    """The error that a call of the SDK ends with."""
    from looker_sdk.error import SDKError

    try:
        call(*arguments, **named)
    except SDKError as error:
        return error
    raise AssertionError(f"{call.__name__} was not refused")


def status_of(server, sdk, method, path, body=None):
    token = sdk.auth.authenticate({})["Authorization"]
    return server.request(
        method, "/api/4.0/" + path, body, {"Authorization": token, "Content-Type": "application/json"}
    )


def test_the_sdk_manages_accounts(options):
    from looker_sdk import models40 as m

    with Server(options.program, project()) as server:
        sdk = sdk_for(server, server.credentials("admin@example.com"))
        me = sdk.me()
        assert me.email == "admin@example.com" and me.credentials_api3 and me.role_ids, me
        assert "1" in me.group_ids and me.personal_folder_id, me
        only = sdk.me("id, first_name")
        assert only.id == me.id and only.email is None and only.credentials_api3 is None, only

        made = sdk.create_user(m.WriteUser(first_name="Ada", last_name="Byron", is_disabled=False, locale="en"))
        assert made.id and made.first_name == "Ada" and made.credentials_email is None, made
        sdk.create_user_credentials_email(made.id, m.WriteCredentialsEmail(email="ada@example.com"))
        assert sdk.user(made.id).email == "ada@example.com"
        assert sdk.user_for_credential("email", "ADA@example.com").id == made.id
        again = refused(sdk.create_user_credentials_email, made.id, m.WriteCredentialsEmail(email="x@example.com"))
        assert again.errors[0].code == "already_exists" and again.errors[0].documentation_url, again
        bad = refused(sdk.create_user, m.WriteUser(credentials_email=m.WriteCredentialsEmail(email="no address")))
        assert bad.message == "Validation Failed" and bad.errors[0].field == "email", bad
        taken = refused(sdk.create_user, m.WriteUser(credentials_email=m.WriteCredentialsEmail(email="ada@example.com")))
        assert taken.errors[0].code == "already_exists", taken

        changed = sdk.update_user(made.id, m.WriteUser(first_name="Augusta"))
        assert changed.first_name == "Augusta" and changed.last_name == "Byron", changed
        assert json.loads(status_of(server, sdk, "PATCH", f"users/{made.id}", {"first_name": None})[2])["first_name"] == ""

        for n in range(12):
            sdk.create_user(m.WriteUser(
                first_name=f"Person{n:02}", last_name="Test" if n % 2 else "Trial",
                credentials_email=m.WriteCredentialsEmail(email=f"p{n:02}@people.example.com")))
        found = sdk.search_users_names("%@people.example.com", sorts="first_name desc", limit=3)
        assert [u.first_name for u in found] == ["Person11", "Person10", "Person09"], found
        assert len(sdk.search_users(last_name="t%l")) == 6
        assert len(sdk.search_users(last_name="Test", first_name="Person0%")) == 5
        assert len(sdk.search_users(last_name="Test", first_name="Person00", filter_or=True)) == 7
        assert len(sdk.search_users(first_name="Person_1")) == 2
        assert [u.id for u in sdk.search_users(id=f"{me.id},{made.id}")] == [me.id, made.id]
        assert [u.id for u in sdk.search_users(first_name="IS NULL")] == [me.id, made.id]
        assert sdk.search_users(email="nobody@%") == []
        some = sdk.all_users(fields="id,email", ids=m.DelimSequence([me.id]) if hasattr(m, "DelimSequence") else [me.id])
        assert [u.email for u in some] == ["admin@example.com"] and some[0].first_name is None, some
        status, headers, body = status_of(server, sdk, "GET", "users?limit=5&offset=5&fields=id")
        assert status == 200 and headers["x-total-count"] == "14" and len(json.loads(body)) == 5, headers
        links = dict((r, u) for u, r in re.findall(r'<([^>]+)>; rel="(\w+)"', headers["link"]))
        assert set(links) == {"first", "last", "next", "prev"} and "offset=10" in links["last"], links
        assert refused(sdk.all_users, sorts="shoe_size").message.startswith("'shoe_size' is nothing to sort by")

        credentials = sdk.create_user_credentials_api3(made.id)
        assert credentials.client_secret and credentials.client_id, credentials
        kept = sdk.all_user_credentials_api3s(made.id)
        assert [k.client_id for k in kept] == [credentials.client_id]
        ada = sdk_for(server, (credentials.client_id, credentials.client_secret))
        assert ada.me().id == made.id
        assert refused(ada.create_user, m.WriteUser(first_name="X")).message.startswith("You need the permission")
        assert {u.email for u in ada.all_users()} == {None, "ada@example.com"}, "no addresses of others"
        assert refused(ada.update_user, made.id, m.WriteUser(is_disabled=True))
        assert ada.update_user(made.id, m.WriteUser(first_name="A")).first_name == "A"

        sdk.auth.login_user(made.id)
        assert sdk.me().id == made.id and sdk.session().sudo_user_id == me.id
        assert refused(sdk.create_user_credentials_api3, made.id)
        sdk.auth.logout()
        assert sdk.me().id == me.id and sdk.session().sudo_user_id is None
        assert sdk.update_session(m.WriteApiSession(workspace_id="dev")).workspace_id == "dev"
        assert sdk.session().workspace_id == "dev"
        assert refused(sdk.update_session, m.WriteApiSession(workspace_id="moon")).errors[0].field == "workspace_id"
        assert refused(ada.update_session, m.WriteApiSession(workspace_id="dev"))

        sdk.update_user(made.id, m.WriteUser(is_disabled=True))
        assert refused(ada.me).message == "Requires authentication."
        assert refused(sdk.delete_user, me.id), "not oneself"
        assert refused(sdk.set_user_roles, me.id, []).message == "Validation Failed", "the last administrator stays"
        sdk.delete_user(made.id)
        assert refused(sdk.user, made.id).message == "Not found"


def test_the_sdk_manages_groups_roles_and_attributes(options):
    from looker_sdk import models40 as m

    with Server(options.program, project()) as server:
        sdk = sdk_for(server, server.credentials("admin@example.com"))
        names = {p.permission for p in sdk.all_permissions()}
        assert {"access_data", "explore", "administer", "use_sql_runner"} <= names and len(names) == 49, len(names)
        parents = {p.permission: p.parent for p in sdk.all_permissions()}
        assert parents["see_sql"] == "explore" and parents["access_data"] is None
        sets = {s.name: s for s in sdk.all_permission_sets()}
        assert {
            "Admin", "Developer", "User", "Viewer", "LookML Dashboard User", "User who can't view LookML"
        } <= set(sets), sets
        assert sets["Admin"].all_access and sets["Viewer"].built_in and "explore" not in sets["Viewer"].permissions
        assert status_of(server, sdk, "PATCH", f"permission_sets/{sets['Viewer'].id}", {"permissions": ["explore"]})[0] == 405
        assert status_of(server, sdk, "PATCH", "roles/1", {"name": "Boss"})[0] == 405
        assert status_of(server, sdk, "DELETE", "roles/1")[0] == 405
        assert status_of(server, sdk, "DELETE", "groups/1")[0] == 405
        models = {s.name: s for s in sdk.all_model_sets()}
        assert models["All"].all_access and set(models["All"].models) == {"telemetry", "shop", "other"}, models
        assert status_of(server, sdk, "PATCH", f"model_sets/{models['All'].id}", {"models": []})[0] == 405

        permissions = sdk.create_permission_set(m.WritePermissionSet(name="Analyst", permissions=["see_sql"]))
        assert set(permissions.permissions) == {"access_data", "see_looks", "explore", "see_sql"}, permissions
        assert refused(
            sdk.create_permission_set, m.WritePermissionSet(name="analyst", permissions=[])
        ).errors[0].code == "already_exists"
        assert refused(
            sdk.create_permission_set, m.WritePermissionSet(name="B", permissions=["fly"])
        ).errors[0].field == "permissions"
        shop = sdk.create_model_set(m.WriteModelSet(name="Shop", models=["shop"]))
        role = sdk.create_role(m.WriteRole(name="Shop analyst", permission_set_id=permissions.id, model_set_id=shop.id))
        assert role.permission_set.name == "Analyst" and role.model_set.models == ["shop"], role
        assert refused(sdk.create_role, m.WriteRole(name="X", permission_set_id="99", model_set_id=shop.id)).errors
        assert [r.id for r in sdk.search_roles(name="shop%")] == [role.id]

        group = sdk.create_group(m.WriteGroup(name="Sales"))
        inner = sdk.create_group(m.WriteGroup(name="Berlin"))
        assert refused(sdk.create_group, m.WriteGroup(name="sales")).errors[0].code == "already_exists"
        assert status_of(server, sdk, "POST", "groups", {"name": "Sales"})[0] == 409
        assert refused(sdk.create_group, m.WriteGroup()).errors[0].code == "missing_field"
        user = sdk.create_user(m.WriteUser(
            first_name="B", credentials_email=m.WriteCredentialsEmail(email="b@example.com")))
        sdk.add_group_user(inner.id, m.GroupIdForGroupUserInclusion(user_id=user.id))
        sdk.add_group_group(group.id, m.GroupIdForGroupInclusion(group_id=inner.id))
        assert refused(sdk.add_group_group, inner.id, m.GroupIdForGroupInclusion(group_id=group.id)).errors
        assert [u.id for u in sdk.all_group_users(inner.id)] == [user.id]
        assert [g.id for g in sdk.all_group_groups(group.id)] == [inner.id]
        assert sdk.group(inner.id).user_count == 1
        sdk.set_role_groups(role.id, [group.id])
        assert [g.name for g in sdk.role_groups(role.id)] == ["Sales"]
        assert {r.name for r in sdk.user_roles(user.id)} == {"Viewer", "Shop analyst"}
        assert sdk.user_roles(user.id, direct_association_only=True) == []
        assert [u.id for u in sdk.role_users(role.id)] == [user.id]
        assert [r.name for r in sdk.set_user_roles(user.id, [role.id])] == ["Viewer", "Shop analyst"]
        assert [u.id for u in sdk.role_users(role.id, direct_association_only=True)] == [user.id]
        assert sdk.search_users(group_id=inner.id)[0].id == user.id

        region = sdk.create_user_attribute(m.WriteUserAttribute(name="region", label="Region", type="string"))
        assert refused(
            sdk.create_user_attribute, m.WriteUserAttribute(name="region", label="R", type="string")
        ).errors[0].code == "already_exists"
        assert refused(
            sdk.create_user_attribute, m.WriteUserAttribute(name="Bad Name", label="R", type="string")).errors
        assert refused(
            sdk.create_user_attribute, m.WriteUserAttribute(name="x", label="R", type="colour")
        ).errors[0].field == "type"
        found = {g.name: g for g in sdk.search_groups_with_roles()}
        assert [r.name for r in found["Explorers"].roles] == ["Explorer"], found["Explorers"]
        found = {g.name: g for g in sdk.search_groups_with_hierarchy()}
        assert found[inner.name].parent_group_ids == [group.id], found[inner.name]
        assert sdk.all_integration_hubs() == []
        status, _, body = status_of(server, sdk, "GET", "no_such_thing")
        assert status == 404 and json.loads(body)["documentation_url"], body
        system = {a.name: a for a in sdk.all_user_attributes()}
        assert system["email"].is_system
        assert status_of(server, sdk, "DELETE", f"user_attributes/{system['email'].id}")[0] == 405
        sdk.set_user_attribute_group_values(region.id, [
            m.UserAttributeGroupValue(group_id=inner.id, value="EU"),
            m.UserAttributeGroupValue(group_id="1", value="none"),
        ])
        values = {v.name: v for v in sdk.user_attribute_user_values(user.id)}
        assert values["region"].value == "EU" and values["region"].source == "group Berlin", values["region"]
        assert values["email"].value == "b@example.com" and values["email"].source == "system"
        assert len(sdk.user_attribute_user_values(user.id, user_attribute_ids=[region.id], all_values=True)) == 2
        sdk.set_user_attribute_user_value(user.id, region.id, m.WriteUserAttributeWithValue(value="US"))
        assert sdk.user_attribute_user_values(user.id, user_attribute_ids=[region.id])[0].value == "US"
        sdk.delete_user_attribute_user_value(user.id, region.id)
        assert sdk.user_attribute_user_values(user.id, user_attribute_ids=[region.id])[0].value == "EU"
        token = sdk.create_user_attribute(m.WriteUserAttribute(
            name="token", label="Token", type="string", value_is_hidden=True))
        sdk.set_user_attribute_user_value(user.id, token.id, m.WriteUserAttributeWithValue(value="s3cret"))
        hidden = sdk.user_attribute_user_values(user.id, user_attribute_ids=[token.id])[0]
        assert hidden.value is None and hidden.value_is_hidden, hidden
        assert refused(sdk.update_user_attribute, token.id, m.WriteUserAttribute(
            name="token", label="Token", type="string", value_is_hidden=False)).errors
        sdk.delete_user_attribute(token.id)
        for name, good, bad in [("locale", "pt_BR", "<b>"), ("timezone", "Europe/Berlin", "Mars"),
                                ("number_format", "1.234,56", "1_234")]:
            own = system[name].id
            sdk.set_user_attribute_user_value(user.id, own, m.WriteUserAttributeWithValue(value=good))
            assert refused(sdk.set_user_attribute_user_value, user.id, own, m.WriteUserAttributeWithValue(value=bad)).errors
            assert sdk.user_attribute_user_values(user.id, user_attribute_ids=[own])[0].value == good

        shared = sdk.content_metadata(sdk.folder("1").content_metadata_id)
        assert shared.name == "Shared" and shared.inherits is False, shared
        grants = sdk.all_content_metadata_accesses(shared.id)
        assert ("1", "view") in {(g.group_id, g.permission_type.value) for g in grants}, grants
        grant = sdk.create_content_metadata_access(m.ContentMetaGroupUser(
            content_metadata_id=shared.id, group_id=group.id, permission_type=m.PermissionType.edit))
        assert status_of(server, sdk, "POST", "content_metadata_access", {
            "content_metadata_id": shared.id, "group_id": group.id, "permission_type": "view"})[0] == 409
        sdk.update_content_metadata_access(grant.id, m.ContentMetaGroupUser(permission_type=m.PermissionType.view))
        sdk.delete_content_metadata_access(grant.id)
        assert refused(sdk.content_metadata, "404404").message == "Not found"
        names = [c.name for c in sdk.all_content_metadatas(parent_id=sdk.folder("2").content_metadata_id)]
        assert "B" in names and "admin@example.com" in names, names
        sdk.delete_group_user(inner.id, user.id)
        sdk.delete_group_from_group(group.id, inner.id)
        sdk.delete_group(inner.id)
        sdk.delete_role(role.id)


def test_rules_for_models_rows_and_columns_follow_roles_and_attributes(options):
    with Server(options.program, project()) as server:
        admin = sdk_for(server, server.credentials("admin@example.com"))
        buyer = server.credentials("buyer@example.com", "viewer")
        run = server.run
        run("attribute", "add", "region")
        run("attribute", "add", "department")
        run("role", "add", "Exploring", "--like", "Viewer", "--permission", "explore")
        run("role", "give", "Exploring", "--user", "buyer@example.com")
        sdk = sdk_for(server, buyer)
        from looker_sdk import models40 as m

        def rows(sdk, fields, model="shop", view="sales"):
            query = m.WriteQuery(model=model, view=view, fields=fields, sorts=[fields[0]], limit="50")
            return json.loads(sdk.run_inline_query("json", query))

        assert rows(sdk, ["sales.id"]) == [], "without a value nobody sees a row, not even"
        assert rows(admin, ["sales.id"]) == [], "an administrator"
        run("attribute", "set", "region", "EU", "--user", "buyer@example.com")
        assert [r["sales.id"] for r in rows(sdk, ["sales.id"])] == [1, 2]
        assert rows(sdk, ["sales.count"]) == [{"sales.count": 2}]
        run("attribute", "set", "region", "EU,APAC", "--user", "buyer@example.com")
        assert [r["sales.id"] for r in rows(sdk, ["sales.id"])] == [1, 2, 4]
        suggestions = sdk.model_fieldname_suggestions("shop", "sales", "sales.region").suggestions
        assert suggestions == ["APAC", "EU"], suggestions
        assert "sales.buyer" in refused(rows, sdk, ["sales.buyer"]).message
        fields = {d.name for d in sdk.lookml_model_explore("shop", "sales").fields.dimensions}
        assert fields == {"sales.id", "sales.region"}, fields
        run("group", "add", "Data")
        run("group", "join", "Data", "buyer@example.com")
        run("attribute", "set", "department", "data", "--group", "Data")
        assert [r["sales.buyer"] for r in rows(sdk, ["sales.buyer"])] == ["a@x", "b@x", "d@x"]

        assert {x.name for x in sdk.all_lookml_models()} == {"telemetry", "shop", "other"}
        run("role", "take", "Viewer", "--group", "All Users", "--user", "buyer@example.com")
        run("role", "take", "Exploring", "--user", "buyer@example.com")
        assert refused(sdk.me).message == "Requires authentication.", "who loses a role signs in again"
        sdk = sdk_for(server, buyer)
        assert refused(sdk.all_lookml_models).message.startswith("You need the permission"), "no role at all"
        run("role", "add", "Shop viewer", "--like", "Viewer", "--permission", "explore", "--model", "shop")
        run("role", "give", "Shop viewer", "--group", "Data")
        assert [x.name for x in sdk.all_lookml_models()] == ["shop"]
        assert refused(sdk.lookml_model, "other").message == "Not found"
        assert refused(sdk.lookml_model_explore, "other", "other").message == "Not found"
        assert len(rows(sdk, ["sales.id"])) == 3
        assert "other" in refused(rows, sdk, ["other.id"], "other", "other").message
        token = sdk.auth.authenticate({})["Authorization"]
        headers = {"Authorization": token, "Content-Type": "application/json"}
        hidden = server.request("POST", "/api/4.0/queries/run/json", {
            "model": "other", "view": "other", "fields": ["other.id"]}, headers)
        missing = server.request("POST", "/api/4.0/queries/run/json", {
            "model": "nothing", "view": "other", "fields": ["other.id"]}, headers)
        assert hidden[0] == missing[0] == 404, (hidden, missing)
        assert hidden[2].replace(b"other", b"X") == missing[2].replace(b"nothing", b"X"), (hidden, missing)
        chart = {"definition": {"chart": "segmentation", "source": {"model": "other", "explore": "other"}}}
        assert server.request("POST", "/api/v1/charts/run", chart, headers)[0] == 422
        events = {"definition": {"chart": "segmentation", "events": [{"event": "view"}]}}
        status, _, body = server.request("POST", "/api/v1/charts/run", events, headers)
        assert status == 422 and b"not open to you" in body, body


class Browser:
    """Requests as a page of ours makes them, with its cookie."""

    def __init__(self, server):
        self.server = server
        self.cookie = None

    def call(self, method, path, body=None, **headers):
        sent = {"Content-Type": "application/json", "X-Soundings-Request": "1", "Sec-Fetch-Site": "same-origin"}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        if self.cookie:
            sent["Cookie"] = self.cookie
        status, received, answer = self.server.request(
            method, path, body, {name: value for name, value in sent.items() if value is not None})
        if "set-cookie" in received:
            self.cookie = received["set-cookie"].split(";")[0]
        return status, received, answer


def test_passwords_sessions_and_their_limits(options):
    with Server(options.program, project()) as server:
        server.run("user", "add", "--email", "ada@example.com", "--role", "admin")
        link = server.run("user", "password", "ada@example.com").stdout.split()[-1]
        token = link.rsplit("/", 1)[1]
        assert link.startswith(server.url + "/password/reset/")
        browser = Browser(server)
        for weak in ["", "short", "aaaaaaaaaaaa", "ada@example.com", "x" * 257]:
            status, _, body = browser.call("POST", "/api/v1/password", {"token": token, "password": weak})
            assert status == 422 and b'"field":"password"' in body, (weak, status, body)
        password = "correct horse battery é"
        status, headers, body = browser.call("POST", "/api/v1/password", {"token": token, "password": password})
        assert status == 200 and json.loads(body)["user"]["email"] == "ada@example.com", body
        assert "HttpOnly" in headers["set-cookie"] and "SameSite=Lax" in headers["set-cookie"], headers
        assert browser.call("POST", "/api/v1/password", {"token": token, "password": password})[0] == 403
        first = browser.cookie

        other = Browser(server)
        # The same letter, written as e and an accent.
        entered = {"email": "ADA@example.com", "password": "correct horse battery e\u0301"}
        planted = other.cookie = "soundings_session=planted-by-somebody-else"
        status, _, body = other.call("POST", "/api/v1/session", entered)
        assert status == 200 and other.cookie not in (planted, first), "a new session id at each sign-in"
        again = other.cookie
        assert other.call("POST", "/api/v1/session", entered)[0] == 200 and other.cookie != again
        ended = Browser(server)
        ended.cookie = again
        assert ended.call("GET", "/api/v1/session")[0] == 401, "the session that the browser came with has ended"
        assert Browser(server).call("POST", "/api/v1/session", {**entered, "password": password + "!"})[0] == 403
        unknown = Browser(server).call("POST", "/api/v1/session", {"email": "no@example.com", "password": password})
        wrong = Browser(server).call("POST", "/api/v1/session", {"email": "ada@example.com", "password": "wrong wrong"})
        assert unknown[0] == wrong[0] == 403 and unknown[2] == wrong[2], "one answer for both"
        long = Browser(server).call("POST", "/api/v1/session", {"email": "ada@example.com", "password": "x" * 60_000})
        assert long[0] == 403, long
        huge = Browser(server).call("POST", "/api/v1/session", {"email": "ada@example.com", "password": "x" * 1_000_000})
        assert huge[0] == 413, huge

        # Requests that another site's page could make.
        forged = Browser(server).call("POST", "/api/v1/session", entered, X_Soundings_Request=None)
        assert forged[0] == 403, forged
        assert Browser(server).call("POST", "/api/v1/session", entered, Sec_Fetch_Site="cross-site")[0] == 403
        for change in [{"X_Soundings_Request": None}, {"Sec_Fetch_Site": "cross-site"},
                       {"Sec_Fetch_Site": None, "Origin": "https://evil.example"}]:
            status, _, body = browser.call("PATCH", "/api/4.0/users/1", {"first_name": "Eve"}, **change)
            assert status == 403, (change, status, body)
        assert browser.call("PATCH", "/api/4.0/users/1", {"first_name": "Ada"})[0] == 200

        sessions = json.loads(browser.call("GET", "/api/4.0/users/1/sessions")[2])
        assert len(sessions) == 2 and sessions[0]["ip_address"] == "127.0.0.1", sessions
        status, _, body = browser.call(
            "PUT", "/api/v1/account/password", {"current": "wrong wrong wrong", "password": "another good one"})
        assert status == 403, body
        status, _, body = browser.call(
            "PUT", "/api/v1/account/password", {"current": password, "password": "another good one"})
        assert status == 204, body
        assert browser.call("GET", "/api/v1/session")[0] == 200, "the one that changed it stays"
        assert other.call("GET", "/api/v1/session")[0] == 401, "the others end"
        own = json.loads(browser.call("GET", "/api/4.0/users/1/sessions")[2])
        assert browser.call("DELETE", f"/api/4.0/users/1/sessions/{own[0]['id']}")[0] == 204
        assert browser.call("GET", "/api/v1/session")[0] == 401

        kept = b"".join(
            open(os.path.join(server.state, name), "rb").read()
            for name in os.listdir(server.state) if name.startswith("soundings.sqlite"))
        for secret in [token, password, "another good one", browser.cookie.split("=")[1], first.split("=")[1]]:
            assert secret.encode() not in kept, "a secret stands in the file"
        assert b"$scrypt$ln=15,r=8,p=3$" in kept


def test_guessing_passwords_is_slowed_down_and_ends_by_itself(options):
    with Server(options.program, project(), arguments=()) as server:
        server.run("user", "add", "--email", "ada@example.com", "--role", "viewer")
        token = server.run("user", "password", "ada@example.com").stdout.rsplit("/", 1)[1].strip()
        password = "correct horse battery"
        assert Browser(server).call("POST", "/api/v1/password", {"token": token, "password": password})[0] == 200
        statuses, waits = [], []
        for n in range(9):
            status, headers, _ = Browser(server).call(
                "POST", "/api/v1/session", {"email": "ada@example.com", "password": f"guess number {n}"})
            statuses.append(status)
            if status == 429:
                waits.append(int(headers["retry-after"]))
        assert statuses[:5] == [403] * 5 and 429 in statuses[5:], statuses
        assert all(1 <= wait <= 30 for wait in waits), waits
        unknown = [
            Browser(server).call("POST", "/api/v1/session", {"email": "no@example.com", "password": f"guess {n} x"})[0]
            for n in range(7)
        ]
        assert unknown[:5] == [403] * 5 and 429 in unknown[5:], "the same for an address that nobody has"
        deadline = time.monotonic() + 60
        while True:
            status, headers, _ = Browser(server).call(
                "POST", "/api/v1/session", {"email": "ada@example.com", "password": password})
            if status == 200:
                break
            assert status == 429 and time.monotonic() < deadline, status
            time.sleep(int(headers["retry-after"]))


def test_the_audit_log_holds_what_happened(options):
    with Server(options.program, project()) as server:
        client = server.credentials("admin@example.com")
        sdk = sdk_for(server, client)
        from looker_sdk import models40 as m

        group = sdk.create_group(m.WriteGroup(name="Sales"))
        sdk.run_inline_query("csv", m.WriteQuery(model="other", view="other", fields=["other.id"]))
        sdk.run_inline_query("json", m.WriteQuery(model="other", view="other", fields=["other.id"]))
        viewer = sdk_for(server, server.credentials("viewer@example.com", "viewer"))
        refused(viewer.create_group, m.WriteGroup(name="Mine"))
        server.request("POST", "/api/4.0/login", "client_id=nobody&client_secret=x", {
            "Content-Type": "application/x-www-form-urlencoded"})
        Browser(server).call("POST", "/api/v1/session", {"email": "eve@example.com\nadmin", "password": "guess guess"})
        token = sdk.auth.authenticate({})["Authorization"]

        def entries(query=""):
            status, _, body = server.get("/api/v1/audit" + query, {"Authorization": token})
            assert status == 200, body
            return json.loads(body)["entries"]

        made = entries("?action=change&object=groups/" + group.id)
        assert [(e["user"], e["outcome"], e["door"], e["address"]) for e in made] == [
            ("admin@example.com", "done", "api", "127.0.0.1")], made
        assert made[0]["details"] == {"created": "Sales"}, made
        assert [e["object"] for e in entries("?action=download")] == ["other::other"]
        assert entries("?action=query")[0]["user"] == "admin@example.com"
        denied = entries("?outcome=refused&user=viewer@example.com")
        assert [(e["what"], e["status"]) for e in denied] == [("POST /api/4.0/groups", 403)], denied
        signed = entries("?action=sign-in&outcome=refused")
        assert [e["user"] for e in signed] == ["eve@example.com\ufffdadmin", "client nobody"], signed
        assert any(e["what"] == "user add" and e["door"] == "shell" for e in entries("?action=change"))
        assert server.get("/api/v1/audit", {"Authorization": viewer.auth.authenticate({})["Authorization"]})[0] == 403
        assert server.get("/api/v1/audit?action=dance", {"Authorization": token})[0] == 422
        first = json.loads(server.get("/api/v1/audit?limit=2", {"Authorization": token})[2])
        second = entries("?limit=2&before=" + first["next"])
        assert int(second[0]["id"]) == int(first["entries"][-1]["id"]) - 1

        assert "Nothing in the audit log was changed" in server.run("audit", "--verify").stdout
        listed = json.loads(server.run("audit", "--action", "sign-in", "--refused", "--format", "json").stdout)
        assert len(listed) == 2, listed
        for n in range(300):
            server.request("PATCH", "/api/4.0/groups/404", {"name": "x"}, {
                "Authorization": token, "Content-Type": "application/json"})
        assert server.stop() == 0
        with sqlite3.connect(os.path.join(server.state, "soundings.sqlite")) as file:
            count = file.execute("SELECT count(*) FROM audit_log WHERE object = 'groups/404'").fetchone()[0]
            assert count == 300, "none is lost when the server stops in order"
            for change in ["UPDATE audit_log SET user_name = 'me'", "DELETE FROM audit_log"]:
                try:
                    file.execute(change)
                    raise AssertionError(change)
                except sqlite3.IntegrityError:
                    pass
            file.execute("DROP TRIGGER audit_log_is_kept")
            file.execute("UPDATE audit_log SET user_name = 'somebody else' WHERE id = 5")
            file.commit()
        broken = server.run("audit", "--verify", check=False)
        assert broken.returncode == 1 and "entry 5" in broken.stderr, broken


def test_what_the_server_does_not_do(options):
    with Server(options.program, project(), arguments=()) as server:
        viewer = sdk_for(server, server.credentials("viewer@example.com", "viewer"))
        from looker_sdk import models40 as m

        for call in [
            lambda: viewer.all_roles(), lambda: viewer.role("1"), lambda: viewer.all_permission_sets(),
            lambda: viewer.all_model_sets(), lambda: viewer.all_group_users("1"),
            lambda: viewer.create_role(m.WriteRole(name="x")), lambda: viewer.delete_user("1"),
            lambda: viewer.set_user_roles(viewer.me().id, ["1"]), lambda: viewer.set_role_users("1", [viewer.me().id]),
            lambda: viewer.add_group_user("3", m.GroupIdForGroupUserInclusion(user_id=viewer.me().id)),
            lambda: viewer.create_user_attribute(m.WriteUserAttribute(name="x", label="x", type="string")),
            lambda: viewer.create_content_metadata_access(m.ContentMetaGroupUser(
                content_metadata_id=viewer.folder("1").content_metadata_id, user_id=viewer.me().id, permission_type=m.PermissionType.edit)),
            lambda: viewer.auth.login_user("1"),
        ]:
            assert "permission" in refused(call).message.lower()


def test_people_sign_in_through_an_identity_provider(options):
    import hashlib
    import hmac

    from identity_provider import Key, Provider, base64url

    provider = Provider()
    os.environ["SOUNDINGS_TEST_SECRET"] = provider.secret
    settings = f"""
sign_in:
  oidc:
    issuer: {provider.issuer}
    client_id: soundings
    client_secret_env: SOUNDINGS_TEST_SECRET
    label: Sign in with Example
    groups: {{eng: Developers, sales: [Sales, Europe]}}
"""
    with Server(options.program, small_project(settings)) as server:
        class Person:
            def __init__(self):
                self.cookies = {}

            def get(self, address):
                path = address.removeprefix(server.url)
                headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Accept": "text/html"}
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                for name, value in answer.getheaders():
                    if name.lower() == "set-cookie":
                        key, kept = value.split(";")[0].split("=", 1)
                        self.cookies[key] = kept
                connection.close()
                return answer.status, answer.getheader("Location")

            def start(self, following="/looks"):
                status, address = self.get("/oidc/start?next=" + following)
                assert status == 303, (status, address)
                return address

            def sign_in(self, following="/looks"):
                return self.get(provider.authorize(self.start(following)))[1]

            def session(self):
                status, _, body = server.get("/api/v1/session", {
                    "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())})
                return json.loads(body) if status == 200 else None

        assert json.loads(server.get("/api/v1/sign-in")[2]) == {
            "passwords": True, "provider": {"label": "Sign in with Example"}}
        provider.person = {
            "sub": "u1", "email": "ada@example.com", "given_name": "Ada", "family_name": "Byron", "groups": ["eng", "hr"]}
        ada = Person()
        assert ada.sign_in() == "/looks"
        session = ada.session()
        assert session["user"]["display_name"] == "Ada Byron" and session["user"]["role"] == "developer", session
        shown = json.loads(server.run("user", "show", "ada@example.com", "--format", "json").stdout)
        assert set(shown["groups"]) == {"All Users", "Developers"}, shown
        # The provider's word on groups counts anew each time; what people gave here stays.
        server.run("group", "add", "Board")
        server.run("group", "join", "Board", "ada@example.com")
        provider.person["groups"] = ["sales"]
        provider.person["email"] = "ada.byron@example.com"
        assert Person().sign_in() == "/looks"
        shown = json.loads(server.run("user", "show", "ada@example.com", "--format", "json").stdout)
        assert set(shown["groups"]) == {"All Users", "Board", "Sales", "Europe"}, shown
        assert len(json.loads(server.run("user", "list", "--format", "json").stdout)) == 1, "known by sub, not by address"
        # Groups that only the other address of the provider names.
        provider.person = {"sub": "u2", "userinfo": {"email": "bob@example.com", "groups": ["eng"]}}
        assert Person().sign_in() == "/looks"
        assert "Developers" in json.loads(server.run("user", "show", "bob@example.com", "--format", "json").stdout)["groups"]

        # Somebody else with the same address is somebody else.
        server.run("user", "add", "--email", "root@example.com", "--role", "admin")
        provider.person = {"sub": "u3", "email": "root@example.com", "email_verified": True}
        eve = Person()
        assert eve.sign_in() == "/?sign-in=address-taken" and eve.session() is None
        provider.person = {"sub": "u4", "email": "boss@example.com", "email_verified": False}
        assert Person().sign_in() == "/looks"
        assert server.run("user", "show", "boss@example.com", check=False).returncode == 1, "nobody vouches for it"
        server.run("user", "disable", "ada@example.com")
        provider.person = {"sub": "u1"}
        assert Person().sign_in() == "/?sign-in=disabled"
        server.run("user", "enable", "ada@example.com")

        # Where the browser goes at the end is a page of ours.
        for following in ["//evil.example", "https://evil.example", "/%5Cevil.example", "%2F%2Fevil.example"]:
            assert Person().sign_in(following) == "/", following

        # A code or state that was used, or that another browser has begun.
        ada = Person()
        back = provider.authorize(ada.start())
        thief = Person()
        assert thief.get(back)[1] == "/?sign-in=stale" and thief.session() is None
        thief.start()
        assert thief.get(back)[1] == "/?sign-in=stale" and thief.session() is None, "with a cookie of another sign-in"
        ada = Person()
        back = provider.authorize(ada.start())
        assert ada.get(back)[1] == "/looks"
        assert ada.get(back)[1] == "/?sign-in=stale", "a second time"
        ada = Person()
        back = provider.authorize(ada.start())
        assert ada.get(back.replace("state=", "state=x"))[1] == "/?sign-in=stale"
        ada = Person()
        code = re.search("code=([^&]+)", provider.authorize(ada.start())).group(1)
        state = re.search("state=([^&]+)", ada.start()).group(1)
        assert ada.get(f"/oidc/callback?code={code}&state={state}")[1] == "/?sign-in=failed", "a code of another sign-in"
        ada = Person()
        state = re.search("state=([^&]+)", ada.start()).group(1)
        assert ada.get(f"/oidc/callback?error=access_denied&state={state}")[1] == "/?sign-in=failed"

        # Tokens that say something else, or that nobody of the provider has signed.
        def claim(**changes):
            return lambda header, claims: claims.update(changes)

        def unsigned(header, claims):
            return base64url(json.dumps({"alg": "none"}).encode()) + "." + base64url(json.dumps(claims).encode()) + "."

        def with_public_key(header, claims):
            signed = base64url(json.dumps({"alg": "HS256", "kid": "first"}).encode()) + "." + base64url(
                json.dumps(claims).encode())
            public = json.dumps(provider.keys[0].public()).encode()
            return signed + "." + base64url(hmac.new(public, signed.encode(), hashlib.sha256).digest())

        stranger = Key("first")

        def of_a_stranger(header, claims):
            signed = base64url(json.dumps(header).encode()) + "." + base64url(json.dumps(claims).encode())
            return signed + "." + base64url(stranger.sign(signed.encode()))

        for spoil in [
            claim(aud="another"), claim(iss="https://id.example.com"), claim(nonce="another"), claim(exp=1),
            claim(iat=1), claim(sub=""), claim(azp="another"), unsigned, with_public_key, of_a_stranger,
            lambda header, claims: "nonsense",
        ]:
            provider.spoil = spoil
            person = Person()
            assert person.sign_in() == "/?sign-in=failed" and person.session() is None
        provider.spoil = None
        asked = provider.key_requests
        assert asked <= 3, "made-up tokens don't make us ask for keys all the time"

        denied = json.loads(server.run(
            "audit", "--action", "sign-in", "--refused", "--format", "json", "--limit", "100").stdout)
        assert {e["details"]["refused"] for e in denied} >= {"failed", "stale", "address-taken", "disabled"}, denied
    provider.close()


def test_the_company_of_the_guide_is_set_up_from_the_shell(options):
    import shlex

    from server import ROOT

    page = (ROOT / "docs/reference/access.md").read_text()
    example = page.split("## A company, from the shell")[1].split("```")[1]
    commands = [shlex.split(line) for line in example.splitlines() if line.startswith("soundings ")]
    assert len(commands) > 20, commands
    folder = small_project(**{
        "support.model.lkml": OTHER_MODEL, "shop.model.lkml": RULES_MODEL,
        "content/board.yaml": "folder: {id: 50, name: Board}\n",
    })
    with Server(options.program, folder) as server:
        for command in commands:
            server.run(*command[1:])

        def show(user):
            return json.loads(server.run("user", "show", user, "--format", "json").stdout)

        dana, joe, eve, sam = (show(name + "@example.com") for name in ["dana", "joe", "eve", "sam"])
        assert "administer" in dana["permissions"] and "administer" not in joe["permissions"]
        assert {"develop", "use_sql_runner"} <= set(joe["permissions"]) and "develop" not in eve["permissions"]
        assert set(eve["groups"]) == {"All Users", "Sales Europe"} and eve["roles"] == ["Viewer"], eve
        assert "explore" not in eve["permissions"] and eve["attributes"]["region"] == "EU,US", eve
        assert sam["disabled"] and {"Explorers", "Product", "All Users"} == set(sam["groups"]), sam
        support = json.loads(server.run("role", "show", "Support viewer", "--format", "json").stdout)
        assert support["models"] == ["support"] and "download_with_limit" in support["permissions"], support
        assert "explore" not in support["permissions"] and support["groups"] == ["Support"], support
        board = json.loads(server.run("access", "show", "Shared/Board", "--format", "json").stdout)
        assert board == {
            "folder": "50", "path": "Shared/Board", "inherits": False,
            "access": [{"name": "dana@example.com", "level": "edit"}]}, board
        for name, seen in [("eve@example.com", 0), ("dana@example.com", 1)]:
            sdk = sdk_for(server, server_credentials(server, name))
            assert len(sdk.search_folders(name="Board")) == seen, name
        assert "user disable" in server.run("audit", "--action", "change", "--limit", "50").stdout


def server_credentials(server, email):
    lines = server.run("user", "credentials", email).stdout.split()
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    return values["client_id"], values["client_secret"]


def test_people_sign_in_in_a_browser(options):
    from playwright.sync_api import sync_playwright

    from identity_provider import Provider

    provider = Provider()
    os.environ["SOUNDINGS_TEST_SECRET"] = provider.secret
    settings = f"""
sign_in:
  oidc: {{issuer: {provider.issuer}, client_id: soundings, client_secret_env: SOUNDINGS_TEST_SECRET, label: Sign in with Example}}
"""
    provider.person = {"sub": "u1", "email": "bob@example.com", "given_name": "Bob", "family_name": "B"}
    with Server(options.program, small_project(settings)) as server, sync_playwright() as playwright:
        server.run("user", "add", "--email", "ada@example.com", "--role", "admin")
        link = server.run("user", "password", "ada@example.com").stdout.split()[-1]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_context().new_page()
            page.goto(link)
            page.get_by_label("New password").fill("correct horse battery")
            page.get_by_label("The same again").fill("something else entirely")
            page.get_by_role("button", name="Keep it and sign in").click()
            page.get_by_text("The two are not the same.").wait_for()
            page.get_by_label("The same again").fill("correct horse battery")
            page.get_by_role("button", name="Keep it and sign in").click()
            page.get_by_role("navigation").first.wait_for()

            page = browser.new_context().new_page()
            page.goto(server.url + "/folders")
            page.get_by_label("E-mail address").fill("ada@example.com")
            page.get_by_label("Password").fill("not the password")
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.get_by_text("The address or the password is wrong.").wait_for()
            page.get_by_label("Password").fill("correct horse battery")
            page.get_by_label("Password").press("Enter")
            page.get_by_role("navigation").first.wait_for()
            assert page.url == server.url + "/folders", page.url

            page = browser.new_context().new_page()
            page.goto(server.url + "/folders")
            page.get_by_role("link", name="Sign in with Example").click()
            page.get_by_role("navigation").first.wait_for()
            assert page.url == server.url + "/folders", page.url
            session = page.evaluate("fetch('/api/v1/session').then(answer => answer.json())")
            assert session["user"]["email"] == "bob@example.com" and session["user"]["role"] == "viewer", session

            page = browser.new_context().new_page()
            page.goto(server.url + "/?sign-in=address-taken")
            page.get_by_text("Your address belongs to an account that signs in another way.").wait_for()
        finally:
            browser.close()
    provider.close()


def test_keys_are_made_shown_once_and_ended_by_administrators(options):
    with Server(options.program, project()) as server:
        admin, viewer = signed_in(server, "ada@example.com", "admin"), signed_in(server, "eve@example.com", "viewer")
        assert viewer.call("GET", "/api/v1/keys")[0] == 403
        assert viewer.call("POST", "/api/v1/keys", {"name": "mine"})[0] == 403
        status, _, body = admin.call("POST", "/api/v1/keys", {"kind": "ingestion", "name": "web app", "project": 2})
        made = json.loads(body)
        assert status == 201 and len(made["key"]) == 32 and made["project"] == 2, body
        event = {"api_key": made["key"], "events": [{"event_type": "e", "user_id": "somebody"}]}
        assert server.request("POST", "/2/httpapi", event, {"Content-Type": "application/json"})[0] == 200
        assert admin.call("POST", "/api/v1/keys", {"kind": "ingestion", "name": "web app"})[0] == 422, "the name is taken"
        assert admin.call("POST", "/api/v1/keys", {"kind": "root", "name": "x"})[0] == 422
        status, _, body = admin.call("POST", "/api/v1/keys", {"kind": "secret", "name": "report", "may_erase": True})
        secret = json.loads(body)
        assert status == 201 and secret["may_erase"] is True and secret["project"] == 1, body
        listed = admin.call("GET", "/api/v1/keys")[2]
        assert made["key"].encode() not in listed and secret["key"].encode() not in listed
        keys = json.loads(listed)
        assert [key["name"] for key in keys["ingestion"]] == ["web app"] and keys["secret"][0]["name"] == "report", keys
        assert viewer.call("DELETE", f"/api/v1/keys/ingestion/{made['id']}")[0] == 403
        assert admin.call("DELETE", f"/api/v1/keys/ingestion/{made['id']}")[0] == 204
        assert server.request("POST", "/2/httpapi", event, {"Content-Type": "application/json"})[0] == 400
        assert admin.call("DELETE", f"/api/v1/keys/secret/{secret['id']}")[0] == 204
        assert admin.call("DELETE", "/api/v1/keys/secret/77")[0] == 404
        assert all(key["revoked_at"] for kind in json.loads(admin.call("GET", "/api/v1/keys")[2]).values() for key in kind)


def signed_in(server, email, role):
    """A browser in which somebody has signed in with their link."""
    link = server.run("user", "add", "--email", email, "--role", role).stdout.split()[-1]
    browser = Browser(server)
    status, _, body = browser.call("POST", "/api/v1/session", {"token": link.rsplit("/", 1)[1]})
    assert status == 200, body
    return browser
