"""Saved content through the official `looker-sdk` package, unmodified: the life of folders, Looks, dashboards with all their
parts, boards and favourites, as the SDK's own integration tests go through it, and what is beside Looker's API."""

import http.client
import json
import threading

from projects import EVENTS_MODEL, small_project
from server import Server
from test_looker_sdk import sdk_for

DASHBOARD = """
- dashboard: overview
  title: Overview of events
  preferred_slug: overview
  filters:
  - {name: Type, type: field_filter, model: telemetry, explore: events, field: event_types.name}
  elements:
  - name: by_type
    title: By type
    model: telemetry
    explore: events
    type: looker_bar
    fields: [event_types.name, events.count]
    listen: {Type: event_types.name}
    row: 0
    col: 0
    width: 12
    height: 6
"""
FILE_LOOK = """
look:
  id: 12
  title: From a file
  model: telemetry
  explore: events
  fields: [events.count]
"""


def serve(options, **files):
    model = 'include: "/dashboards/*.dashboard.lookml"\n' + EVENTS_MODEL if files else EVENTS_MODEL
    project = small_project(**{"telemetry.model.lkml": model, "content/look.yaml": FILE_LOOK, **files})
    server = Server(options.program, project)
    try:
        return server.start()
    except BaseException:
        server.close()
        raise


def failure(call):
    """The error of the SDK that a call ends with."""
    import looker_sdk

    try:
        call()
    except looker_sdk.error.SDKError as error:
        return error
    raise AssertionError("no error was raised")


def codes(error):
    return [(entry.field, entry.code) for entry in error.errors or []]


def make_query(sdk, limit="10", **more):
    from looker_sdk import models40

    return sdk.create_query(
        models40.WriteQuery(
            model="telemetry", view="events", fields=["event_types.name", "events.count"], limit=limit, **more)
    )


def test_looks_live_and_die(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        me = sdk.me()
        query = make_query(sdk, vis_config={"type": "looker_column"})
        assert query.id and query.id != "0"
        look = sdk.create_look(models40.WriteLookWithQuery(
            title="An SDK Look", description="desc", query_id=query.id, folder_id="1", is_run_on_load=True))
        assert look.title == "An SDK Look" and look.deleted is False and look.user_id == me.id, look
        assert look.query.id == query.id and look.query.vis_config == {"type": "looker_column"}
        assert int(look.id) > 10_000, "numbers made here leave those of files free"

        taken = failure(lambda: sdk.create_look(
            models40.WriteLookWithQuery(title="An SDK Look", query_id=query.id, folder_id="1")))
        assert taken.message == "Validation Failed" and codes(taken) == [("title", "already_exists")], taken
        assert all(entry.documentation_url for entry in taken.errors)
        for wrong, expected in [
            ({"query_id": query.id, "folder_id": "1"}, ("title", "missing_field")),
            ({"title": "x", "folder_id": "1"}, ("query_id", "missing_field")),
            ({"title": "x", "query_id": query.id}, ("folder_id", "missing_field")),
            ({"title": "x", "query_id": "99999", "folder_id": "1"}, ("query_id", "invalid")),
            ({"title": "x", "query_id": query.id, "folder_id": "9999"}, ("folder_id", "invalid")),
        ]:
            assert codes(failure(lambda: sdk.create_look(wrong))) == [expected], wrong

        found = sdk.search_looks(title="An SDK%", fields="id, title")
        assert [(one.id, one.title, one.description) for one in found] == [(look.id, "An SDK Look", None)], found
        assert sdk.search_looks(title="an_sdk look", folder_id="1", user_id=me.id)[0].id == look.id
        assert sdk.search_looks(title="no such%") == []
        assert {one.id for one in sdk.search_looks(title="An SDK%", id="12", filter_or=True)} == {look.id, "12"}
        assert [one.id for one in sdk.search_looks(sorts="id desc")] == [look.id, "12"]
        assert [one.id for one in sdk.search_looks(sorts="id", limit=1, offset=1)] == [look.id]
        assert sdk.search_looks(description="IS NULL")[0].id == "12"

        changed = sdk.update_look(look.id, models40.WriteLookWithQuery(title="Renamed"))
        assert changed.title == "Renamed" and changed.description == "desc" and changed.last_updater_id == me.id
        assert sdk.update_look(look.id, {"description": None}).description == ""
        assert codes(failure(lambda: sdk.update_look(look.id, {"title": None}))) == [("title", "missing_field")]
        other = make_query(sdk, limit="5")
        assert sdk.update_look(look.id, {"query_id": other.id}).query.limit == "5"

        # The trash, and back.
        gone = sdk.update_look(look.id, models40.WriteLookWithQuery(deleted=True))
        assert gone.deleted and gone.deleted_at and gone.deleter_id == me.id
        assert look.id not in {one.id for one in sdk.all_looks()}
        assert sdk.search_looks(title="Renamed") == []
        assert [one.id for one in sdk.search_looks(title="Renamed", deleted=True)] == [look.id]
        assert sdk.look(look.id).deleted is True
        assert sdk.update_look(look.id, {"deleted": False}).deleted is False

        folder = sdk.create_folder(models40.CreateFolder(name="Elsewhere", parent_id="1"))
        copy = sdk.copy_look(look.id, folder_id=folder.id)
        assert copy.id != look.id and copy.title == "Renamed" and copy.folder_id == folder.id
        assert sdk.copy_look(look.id).title == "Renamed (copy)"
        assert codes(failure(lambda: sdk.move_look(look.id, folder.id))) == [("title", "already_exists")]
        assert sdk.move_look(look.id, "1").folder_id == "1"

        # What comes from a file is changed there; a copy is not from a file.
        assert "content/look.yaml" in failure(lambda: sdk.update_look("12", {"title": "x"})).message
        assert "content/look.yaml" in failure(lambda: sdk.delete_look("12")).message
        mine = sdk.copy_look("12", folder_id=folder.id)
        assert sdk.update_look(mine.id, {"title": "Mine"}).title == "Mine"

        assert sdk.delete_look(look.id) == ""
        assert failure(lambda: sdk.look(look.id)).message == "Not found"
        assert failure(lambda: sdk.update_look(look.id, {"title": "x"})).message == "Not found"
    finally:
        server.close()


def test_dashboards_live_and_die_with_all_their_parts(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_for(server)
        me = sdk.me()
        query = make_query(sdk)
        dashboard = sdk.create_dashboard(models40.WriteDashboard(
            title="SDK dashboard", description="d", folder_id="1", refresh_interval="5 minutes",
            query_timezone="America/Los_Angeles", background_color="#1d3f5d", show_title=False, hidden=True,
            load_configuration="prefetch_cache_run"))
        assert dashboard.title == "SDK dashboard" and dashboard.user_id == me.id and dashboard.hidden is True
        assert dashboard.refresh_interval_to_i == 300 and dashboard.show_title is False
        assert dashboard.background_color == "#1d3f5d" and dashboard.load_configuration == "prefetch_cache_run"
        assert codes(failure(lambda: sdk.create_dashboard({"title": "SDK dashboard", "folder_id": "1"}))) == [
            ("title", "already_exists")]
        assert codes(failure(lambda: sdk.create_dashboard({"folder_id": "1"}))) == [("title", "missing_field")]

        # Filters: defaults, every property, null.
        one = sdk.create_dashboard_filter(models40.CreateDashboardFilter(
            dashboard_id=dashboard.id, name="Type", title="Type", type="field_filter", model="telemetry",
            explore="events", dimension="event_types.name"))
        assert one.allow_multiple_values is False and one.required is False and one.field["name"] == "event_types.name"
        two = sdk.create_dashboard_filter(models40.CreateDashboardFilter(
            dashboard_id=dashboard.id, name="Date", title="When", type="date_filter", default_value="7 days", row=3,
            listens_to_filters=["Type"], allow_multiple_values=True, required=True, ui_config={"type": "advanced"}))
        assert (two.default_value, two.row, two.listens_to_filters, two.required, two.ui_config) == (
            "7 days", 3, ["Type"], True, {"type": "advanced"}), two
        assert codes(failure(lambda: sdk.create_dashboard_filter({"dashboard_id": dashboard.id, "name": "x"}))) == [
            ("title", "missing_field")]
        assert codes(failure(lambda: sdk.create_dashboard_filter(
            {"dashboard_id": dashboard.id, "name": "Type", "title": "t", "type": "date_filter"}))) == [
            ("name", "already_exists")]
        assert sdk.update_dashboard_filter(two.id, {"title": "Day", "default_value": None}).default_value is None
        assert sdk.dashboard_filter(two.id).title == "Day"

        # Tiles: a query, a Look, words; with the filters that they obey.
        listen = [models40.ResultMakerFilterables(
            model="telemetry", view="events", name="",
            listen=[models40.ResultMakerFilterablesListen(dashboard_filter_name="Type", field="event_types.name")])]
        tile = sdk.create_dashboard_element(models40.WriteDashboardElement(
            dashboard_id=dashboard.id, title="By type", query_id=query.id, note_text="n", note_display="hover",
            result_maker=models40.WriteResultMakerWithIdVisConfigAndDynamicFields(
                filterables=listen, vis_config={"type": "looker_bar", "show_value_labels": True})))
        assert tile.type == "vis" and tile.query.view == "events" and tile.note_display == "hover"
        assert tile.result_maker.vis_config == {"type": "looker_bar", "show_value_labels": True}
        assert tile.result_maker.filterables == listen, tile.result_maker.filterables
        look = sdk.create_look({"title": "L", "query_id": query.id, "folder_id": "1"})
        looked = sdk.create_dashboard_element({"dashboard_id": dashboard.id, "look_id": look.id}, apply_filters=True)
        assert looked.type == "look" and looked.look.id == look.id and looked.title == "L"
        assert looked.result_maker.filterables[0].listen[0].dashboard_filter_name == "Type", looked
        words = sdk.create_dashboard_element(
            {"dashboard_id": dashboard.id, "type": "text", "title_text": "Read me", "body_text": "**b**"})
        assert (words.type, words.title_text, words.body_text, words.result_maker) == ("text", "Read me", "**b**", None)
        own = sdk.create_dashboard_element({"dashboard_id": dashboard.id, "title": "By type", "query": {
            "model": "telemetry", "view": "events", "fields": ["events.count"]}})
        assert own.query.fields == ["events.count"] and own.id != tile.id
        assert codes(failure(lambda: sdk.create_dashboard_element(
            {"dashboard_id": dashboard.id, "type": "vis"}))) == [("query_id", "missing_field")]
        assert codes(failure(lambda: sdk.create_dashboard_element(
            {"dashboard_id": dashboard.id, "look_id": "4711"}))) == [("look_id", "invalid")]
        assert sdk.update_dashboard_element(own.id, {"title": None, "aria_description": "a"}).aria_description == "a"
        # Sending back what was read changes nothing.
        before = sdk.dashboard(dashboard.id)
        for element in before.dashboard_elements:
            echo = json.loads(server.request(
                "GET", f"/api/4.0/dashboard_elements/{element.id}",
                headers={"Authorization": f"Bearer {sdk.auth.token.access_token}"})[2])
            again = sdk.update_dashboard_element(element.id, echo)
            assert again == element, (again, element)
        assert sdk.dashboard(dashboard.id).dashboard_elements == before.dashboard_elements
        assert [e.id for e in sdk.search_dashboard_elements(look_id=look.id)] == [looked.id]
        assert len(sdk.dashboard_dashboard_elements(dashboard.id)) == 4

        # The layout that every dashboard has, and another one.
        layout = sdk.dashboard(dashboard.id).dashboard_layouts[0]
        assert layout.active and layout.type == "newspaper"
        parts = sdk.dashboard_layout_dashboard_layout_components(layout.id)
        assert [part.dashboard_element_id for part in parts] == [tile.id, looked.id, words.id, own.id]
        moved = sdk.update_dashboard_layout_component(
            parts[1].id, models40.WriteDashboardLayoutComponent(row=0, column=12, width=12, height=8))
        assert (moved.row, moved.column, moved.width, moved.height) == (0, 12, 12, 8)
        assert sdk.dashboard_layout_component(parts[1].id).column == 12
        second = sdk.create_dashboard_layout({"dashboard_id": dashboard.id, "type": "newspaper", "active": True})
        assert second.active and len(second.dashboard_layout_components) == 4
        assert [l.active for l in sdk.dashboard_dashboard_layouts(dashboard.id)] == [False, True]
        assert sdk.update_dashboard_layout(second.id, {"active": False}).active is False
        assert sdk.dashboard_layout(layout.id).active is True
        server_request = lambda method, path: server.request(
            method, "/api/4.0/" + path, headers={"Authorization": f"Bearer {sdk.auth.token.access_token}"})
        assert server_request("DELETE", f"dashboard_layouts/{second.id}")[0] == 204

        # Tabs are layouts with a label.
        tab = sdk.create_dashboard_layout({"dashboard_id": dashboard.id, "label": "Details"})
        assert tab.label == "Details" and tab.dashboard_layout_components == []
        put = sdk.update_dashboard_element(words.id, {"dashboard_layout_id": tab.id})
        assert put.id == words.id
        assert [c.dashboard_element_id for c in sdk.dashboard_layout(tab.id).dashboard_layout_components] == [words.id]
        assert words.id not in [
            c.dashboard_element_id for c in sdk.dashboard_layout(layout.id).dashboard_layout_components]

        # Renaming a filter keeps its listeners.
        sdk.update_dashboard_filter(one.id, {"name": "Kind"})
        heard = sdk.dashboard_element(tile.id).result_maker.filterables[0].listen[0]
        assert heard.dashboard_filter_name == "Kind" and sdk.dashboard_filter(one.id).name == "Kind"
        assert sdk.delete_dashboard_filter(two.id) == ""
        assert [f.name for f in sdk.dashboard_dashboard_filters(dashboard.id)] == ["Kind"]
        assert sdk.delete_dashboard_element(own.id) == ""
        assert failure(lambda: sdk.dashboard_element(own.id)).message == "Not found"

        # The whole: search, fields, patch, copy, move, trash.
        found = sdk.search_dashboards(title="sdk dash%", fields="id,title,dashboard_elements(id)")
        assert [(d.id, d.title, len(d.dashboard_elements)) for d in found] == [(dashboard.id, "SDK dashboard", 3)], found
        assert found[0].description is None and found[0].dashboard_elements[0].title is None
        changed = sdk.update_dashboard(dashboard.id, {"title": "Renamed", "background_color": None, "hidden": False})
        assert (changed.title, changed.background_color, changed.hidden) == ("Renamed", None, False), changed
        folder = sdk.create_folder({"name": "Elsewhere", "parent_id": "1"})
        copy = sdk.copy_dashboard(dashboard.id, folder.id)
        assert copy.id != dashboard.id and len(copy.dashboard_elements) == 3 and copy.folder_id == folder.id
        assert {e.id for e in copy.dashboard_elements}.isdisjoint({e.id for e in before.dashboard_elements})
        assert copy.dashboard_layouts[0].label is not None, "tabs are copied"
        gone = sdk.update_dashboard(dashboard.id, {"deleted": True})
        assert gone.deleted and gone.deleter_id == me.id
        assert dashboard.id not in {d.id for d in sdk.all_dashboards()}
        assert [d.id for d in sdk.search_dashboards(deleted=True)] == [dashboard.id]
        assert sdk.update_dashboard(dashboard.id, {"deleted": False}).deleted is False
        assert sdk.delete_dashboard(dashboard.id) == ""
        assert failure(lambda: sdk.dashboard(dashboard.id)).message == "Not found"
    finally:
        server.close()


def test_folders_live_and_die(options):
    server = serve(options)
    try:
        sdk = sdk_for(server)
        top = sdk.create_folder({"name": "Top", "parent_id": "1"})
        inner = sdk.create_folder({"name": "Inner", "parent_id": top.id})
        assert codes(failure(lambda: sdk.create_folder({"name": "Top", "parent_id": "1"}))) == [
            ("name", "already_exists")]
        assert codes(failure(lambda: sdk.create_folder({"name": "", "parent_id": "1"}))) == [("name", "missing_field")]
        assert codes(failure(lambda: sdk.create_folder({"name": "x", "parent_id": "777"}))) == [
            ("parent_id", "invalid")]
        assert [f.id for f in sdk.folder_ancestors(inner.id)] == ["1", top.id]
        assert sdk.folder_parent(inner.id).id == top.id
        assert [f.name for f in sdk.folder_children(top.id)] == ["Inner"]
        assert [f.name for f in sdk.folder_children_search(top.id, name="inn%")] == ["Inner"]
        assert [f.id for f in sdk.search_folders(name="top")] == [top.id]
        assert sdk.search_folders(is_shared_root=True)[0].id == "1"
        assert sdk.update_folder(inner.id, {"name": "Within"}).name == "Within"
        assert codes(failure(lambda: sdk.update_folder(top.id, {"parent_id": inner.id}))) == [
            ("parent_id", "invalid")]
        query = make_query(sdk)
        look = sdk.create_look({"title": "L", "query_id": query.id, "folder_id": inner.id})
        dashboard = sdk.create_dashboard({"title": "D", "folder_id": inner.id})
        assert [l.title for l in sdk.folder_looks(inner.id)] == ["L"]
        assert [d.title for d in sdk.folder_dashboards(inner.id)] == ["D"]
        whole = sdk.folder(inner.id)
        assert [l.title for l in whole.looks] == ["L"] and [d.title for d in whole.dashboards] == ["D"]
        assert failure(lambda: sdk.delete_folder("1"))

        # A copy has everything below it, too; its dashboards show its own Looks.
        token = {"Authorization": f"Bearer {sdk.auth.token.access_token}"}
        tile = sdk.create_dashboard_element({"dashboard_id": dashboard.id, "look_id": look.id, "type": "look"})
        status, _, body = server.request("POST", f"/api/v1/content/folders/{top.id}/copy", "{}", headers=token)
        copy = json.loads(body)
        assert status == 200 and (copy["name"], copy["folders"], copy["looks"], copy["dashboards"]) == ("Top (copy)", 1, 1, 1), body
        below = sdk.folder_children(copy["id"])[0]
        assert below.name == "Within" and [l.title for l in sdk.folder_looks(below.id)] == ["L"]
        shown = sdk.dashboard(sdk.folder_dashboards(below.id)[0].id).dashboard_elements[0].look_id
        assert shown == sdk.folder_looks(below.id)[0].id != look.id
        assert sdk.delete_folder(copy["id"]) == "" and sdk.delete_dashboard_element(tile.id) == ""
        status, _, body = server.request("POST", "/api/v1/content/folders/1/copy", "{}", headers=token)
        assert status >= 400, body

        # A folder goes to the trash with everything in it, and comes back with it.
        assert sdk.delete_folder(top.id) == ""
        assert failure(lambda: sdk.folder(inner.id)).message == "Not found"
        assert sdk.search_looks(title="L") == [] and sdk.search_looks(title="L", deleted=True)[0].id == look.id
        trash = json.loads(server.get("/api/v1/content/trash", token)[2])
        assert [f["title"] for f in trash["folders"]] == ["Top", "Top (copy)"], trash
        assert codes(failure(lambda: sdk.update_look(look.id, {"deleted": False}))) == [("folder_id", "invalid")]
        status, _, body = server.request("POST", f"/api/v1/content/trash/folders/{top.id}/restore", headers=token)
        assert status == 200, body
        assert sdk.folder(inner.id).looks[0].id == look.id and sdk.dashboard(dashboard.id).deleted is False
    finally:
        server.close()


def test_boards_and_favourites(options):
    from looker_sdk import models40

    server = serve(options, **{"dashboards/overview.dashboard.lookml": DASHBOARD})
    try:
        sdk = sdk_for(server)
        me = sdk.me()
        query = make_query(sdk)
        look = sdk.create_look({"title": "L", "query_id": query.id, "folder_id": "1"})
        dashboard = sdk.create_dashboard({"title": "D", "folder_id": "1"})
        board = sdk.create_board(models40.WriteBoard(title="Home", description="All of it"))
        assert board.user_id == me.id and board.board_sections == []
        first = sdk.create_board_section({"board_id": board.id, "title": "First", "description": "1"})
        second = sdk.create_board_section({"board_id": board.id, "title": "Second"})
        items = [
            sdk.create_board_item({"board_section_id": first.id, "look_id": look.id}),
            sdk.create_board_item({"board_section_id": first.id, "dashboard_id": dashboard.id}),
            sdk.create_board_item({
                "board_section_id": first.id, "custom_url": "https://example.com/", "custom_title": "Elsewhere"}),
        ]
        assert [(i.title, i.url) for i in items] == [
            ("L", f"/looks/{look.id}"), ("D", f"/dashboards/{dashboard.id}"), ("Elsewhere", "https://example.com/")]
        assert codes(failure(lambda: sdk.create_board_item({"board_section_id": first.id}))) == [
            ("dashboard_id", "missing_field")]
        assert codes(failure(lambda: sdk.create_board_item(
            {"board_section_id": first.id, "custom_url": "javascript:alert(1)"}))) == [("custom_url", "invalid")]
        ids = [i.id for i in items]
        assert sdk.update_board_item(ids[2], {"order": 0}).order == 0
        shown = sdk.board(board.id)
        assert [i.id for i in shown.board_sections[0].board_items] == [ids[2], ids[0], ids[1]]
        assert sdk.update_board(board.id, {"section_order": [second.id, first.id]}).section_order == [
            second.id, first.id]
        assert sdk.update_board_section(first.id, {"title": "Renamed", "item_order": ids}).item_order == ids
        assert sdk.delete_board_item(ids[1]) == "" and sdk.delete_board_section(second.id) == ""
        assert [b.id for b in sdk.search_boards(title="ho%")] == [board.id]
        assert [b.title for b in sdk.all_boards(fields="title")] == ["Home"]

        favourite = sdk.create_content_favorite({
            "user_id": me.id, "content_metadata_id": sdk.dashboard(dashboard.id).content_metadata_id})
        assert favourite.dashboard_id == dashboard.id and favourite.dashboard.title == "D"
        assert sdk.dashboard(dashboard.id).content_favorite_id == favourite.id
        assert sdk.dashboard(dashboard.id).favorite_count == 1
        assert [f.id for f in sdk.search_content_favorites(user_id=me.id)] == [favourite.id]
        sdk.create_content_favorite({"user_id": me.id, "content_metadata_id": board.content_metadata_id})
        assert [f.board_id for f in sdk.search_content_favorites(board_id=board.id)] == [board.id]
        shared = sdk.folder("1")
        folder = sdk.create_content_favorite({"user_id": me.id, "content_metadata_id": shared.content_metadata_id})
        assert (folder.look_id, folder.dashboard_id, folder.board_id) == (None, None, None)
        assert sdk.delete_content_favorite(folder.id) == ""
        assert sdk.delete_content_favorite(favourite.id) == ""
        assert sdk.dashboard(dashboard.id).content_favorite_id is None

        sdk.run_look(look.id, "json")
        views = sdk.search_content_views(look_id=look.id, all_time=True)
        assert [(v.look_id, v.view_count) for v in views] == [(look.id, 1)], views
        assert sdk.search_content_views(look_id=look.id)[0].start_of_week_date
        found = sdk.search_content("overview")
        assert [(f.type, f.title, f.model) for f in found] == [("dashboard", "Overview of events", "telemetry")], found
        assert sdk.search_content("home", types="board")[0].content_id == board.id
        assert sdk.delete_board(board.id) == ""
        assert failure(lambda: sdk.board(board.id)).message == "Not found"
    finally:
        server.close()


def test_lookml_dashboards_become_editable_copies(options):
    server = serve(options, **{"dashboards/overview.dashboard.lookml": DASHBOARD})
    try:
        sdk = sdk_for(server)
        name = "telemetry::overview"
        original = sdk.dashboard(name)
        assert original.readonly and original.dashboard_elements[0].title == "By type"
        assert failure(lambda: sdk.update_dashboard(name, {"title": "x"}))
        assert failure(lambda: sdk.delete_dashboard(name))
        copy = sdk.import_lookml_dashboard(name, "1", {})
        assert copy.lookml_link_id == name and copy.title == "Overview of events" and not copy.readonly
        assert copy.dashboard_elements[0].result_maker.filterables[0].listen[0].field == "event_types.name"
        assert codes(failure(lambda: sdk.import_lookml_dashboard(name, "1", {}))) == [("title", "already_exists")]
        assert sdk.import_lookml_dashboard(name, "1", {"title": "Other"}).title == "Other"
        sdk.delete_dashboard_element(copy.dashboard_elements[0].id)
        assert int(copy.id) in sdk.sync_lookml_dashboard(name)
        assert [e.title for e in sdk.dashboard(copy.id).dashboard_elements] == ["By type"]
        text = sdk.dashboard_lookml(copy.id)
        assert text.lookml.startswith("- dashboard: overview_of_events\n"), text.lookml
        again = sdk.create_dashboard_from_lookml({"folder_id": "1", "lookml": text.lookml.replace(
            "title: Overview of events", "title: From text", 1)})
        assert again.title == "From text" and again.dashboard_elements[0].query.fields == [
            "event_types.name", "events.count"]
        wrong = failure(lambda: sdk.create_dashboard_from_lookml({"folder_id": "1", "lookml": "- dashboard: [x"}))
        assert codes(wrong) == [("lookml", "invalid")], wrong
        overwritten = sdk.import_dashboard_from_lookml({"dashboard_id": again.id, "lookml": text.lookml.replace(
            "title: Overview of events", "title: Over", 1)})
        assert overwritten.id == again.id and overwritten.title == "Over"
        assert "aggregate_table: rollup" in sdk.dashboard_aggregate_table_lookml(copy.id).aggregate_table_lookml
    finally:
        server.close()


def test_history_conflicts_marks_and_pages(options):
    server = serve(options)
    try:
        sdk = sdk_for(server)
        me = sdk.me()
        token = {"Authorization": f"Bearer {sdk.auth.token.access_token}", "Content-Type": "application/json"}

        def call(method, path, body=None, **headers):
            status, got, answer = server.request(method, path, body, {**token, **headers})
            return status, got, json.loads(answer) if answer else None

        dashboard = sdk.create_dashboard({"title": "D", "folder_id": "1"})
        path = f"/api/4.0/dashboards/{dashboard.id}"
        status, headers, whole = call("GET", path)
        assert headers["etag"] == '"1"' and whole["version"] == 1, headers
        assert call("PATCH", path, {"title": "E"}, **{"If-Match": headers["etag"]})[0] == 200
        status, _, body = call("PATCH", path, {"title": "F"}, **{"If-Match": headers["etag"]})
        assert status == 412 and body["version"] == 2 and "version 1" in body["message"], body
        query = make_query(sdk)
        tile = sdk.create_dashboard_element({"dashboard_id": dashboard.id, "title": "T", "query_id": query.id})
        sdk.delete_dashboard_element(tile.id)
        history = call("GET", f"/api/v1/content/dashboards/{dashboard.id}/versions")[2]
        assert [v["version"] for v in history["versions"]] == [4, 3, 2, 1] and history["current"] == 4
        assert [v["summary"] for v in history["versions"]] == [
            'Removed tile "T"', 'Added tile "T"', "Changed the title", "Created"], history
        assert history["versions"][0]["user_id"] == me.id
        diff = call("GET", f"/api/v1/content/dashboards/{dashboard.id}/diff?from=1&to=2")[2]
        assert "-title: D\n+title: E\n" in diff["diff"].replace(" ", "").replace("title:", "title: "), diff["diff"]
        status, _, restored = call("POST", f"/api/v1/content/dashboards/{dashboard.id}/restore", {"version": 3})
        assert status == 200 and restored["version"] == 5 and restored["summary"] == "Restored version 3", restored
        assert [e.id for e in sdk.dashboard(dashboard.id).dashboard_elements] == [tile.id], "the tile has its id again"

        certified = sdk.update_dashboard(dashboard.id, {
            "certification_metadata": {"certification_status": "certified", "notes": "checked"}})
        assert certified.certification_metadata.certification_status.value == "certified"
        assert certified.certification_metadata.notes == "checked" and certified.certification_metadata.updated_at
        look = sdk.create_look({"title": "New", "query_id": query.id, "folder_id": "1"})
        status, _, marked = call("PATCH", path, {"tags": ["kpi", "kpi", "board"], "deprecated": {
            "successor": f"/looks/{look.id}", "note": "Use the Look"}})
        assert status == 200 and marked["tags"] == ["kpi", "board"], marked
        assert marked["deprecated"] == {"successor": f"/looks/{look.id}", "note": "Use the Look"}
        assert call("GET", "/api/v1/content/tags")[2]["tags"][0]["count"] == 1
        assert [m.title for m in sdk.search_content("kpi")] == ["E"]

        for number in range(5):
            sdk.create_folder({"name": f"F{number}", "parent_id": "1"})
        status, headers, page = call("GET", "/api/4.0/folders/search?name=F_&limit=2&offset=2&sorts=name%20desc")
        assert [f["name"] for f in page] == ["F2", "F1"], page
        assert headers["x-total-count"] == "5"
        assert 'rel="next"' in headers["link"] and "offset=4" in headers["link"], headers["link"]
        assert "name=F_" in headers["link"] and 'rel="prev"' in headers["link"]
        recent = call("GET", "/api/v1/content/recent")[2]["items"]
        assert recent[0]["url"] == f"/dashboards/{dashboard.id}", recent
    finally:
        server.close()


def test_no_edit_of_sixteen_writers_is_lost(options):
    """R5: the final version is the number of answers with 200, and each change is in the history."""
    writers, edits = (16, 50) if options.full else (8, 8)
    server = serve(options)
    try:
        sdk = sdk_for(server)
        dashboard = sdk.create_dashboard({"title": "D", "folder_id": "1"})
        query = make_query(sdk)
        tiles = [
            sdk.create_dashboard_element({"dashboard_id": dashboard.id, "title": f"T{n}", "query_id": query.id}).id
            for n in range(writers)
        ]
        start = sdk.dashboard(dashboard.id)
        headers = {"Authorization": f"Bearer {sdk.auth.token.access_token}", "Content-Type": "application/json"}
        first = json.loads(server.get(f"/api/4.0/dashboards/{dashboard.id}", headers)[2])["version"]
        done, refused, broken = [], [], []

        def write(number):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            for edit in range(edits):
                mark = f"writer {number} edit {edit}"
                while True:
                    connection.request("GET", f"/api/4.0/dashboards/{dashboard.id}?fields=version", headers=headers)
                    version = json.loads(connection.getresponse().read())["version"]
                    if edit % 2:
                        path, body = f"/api/4.0/dashboard_elements/{tiles[number]}", {"title": mark}
                        more = {}
                    else:
                        path, body = f"/api/4.0/dashboards/{dashboard.id}", {"description": mark}
                        more = {"If-Match": f'"{version}"'}
                    connection.request("PATCH", path, json.dumps(body), {**headers, **more})
                    answer = connection.getresponse()
                    text = answer.read()
                    if answer.status == 200:
                        done.append(mark)
                        break
                    (refused if answer.status == 412 else broken).append((answer.status, text))
                    if broken:
                        return

        threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not broken, broken[:3]
        assert len(done) == writers * edits
        whole = json.loads(server.get(f"/api/4.0/dashboards/{dashboard.id}", headers)[2])
        assert whole["version"] == first + len(done), (whole["version"], first, len(done))
        history = []
        for version in range(first + 1, whole["version"] + 1):
            found = server.get(f"/api/v1/content/dashboards/{dashboard.id}/versions/{version}", headers)
            history.append(json.loads(found[2])["text"])
        for mark in done:
            assert any(mark in text for text in history), mark
        assert len(start.dashboard_elements) == writers
    finally:
        server.close()


test_no_edit_of_sixteen_writers_is_lost.seconds = 240


def test_old_links_lead_to_the_same_thing(options):
    server = serve(options)
    try:
        sdk = sdk_for(server)
        query = make_query(sdk)
        look = sdk.create_look({"title": "L", "query_id": query.id, "folder_id": "1"})
        old = sdk.create_dashboard({"title": "Old", "folder_id": "1", "slug": "old-one"})
        new = sdk.create_dashboard({"title": "New", "folder_id": "1"})
        sdk.update_dashboard(old.id, {"deprecated": {"successor": f"/dashboards/{new.id}"}})

        def leads(path):
            status, headers, _ = server.get(path, {"Accept": "text/html"})
            assert status in (200, 302), (path, status)
            return headers.get("location") if status == 302 else path

        filters = "?Account%20name=Databricks&Installer%20email="
        assert leads(f"/x/{query.slug}") == f"/explore/telemetry/events?qid={query.slug}"
        assert leads(f"/dashboards/{old.id}{filters}") == f"/dashboards/{new.id}{filters}"
        assert leads(f"/dashboards/old-one{filters}") == f"/dashboards/{new.id}{filters}"
        assert leads(f"/dashboards/{old.id}?show_deprecated=yes") == f"/dashboards/{old.id}?show_deprecated=yes"
        assert leads(f"/dashboards-next/{old.id}{filters}") == f"/dashboards/{new.id}{filters}"
        assert leads(f"/dashboards-next/{new.id}{filters}") == f"/dashboards/{new.id}{filters}"
        assert leads(f"/embed/looks/{look.id}?toggle=fil") == f"/looks/{look.id}?toggle=fil"
        assert leads("/browse/boards/3") == "/boards/3" and leads("/spaces/12") == "/folders/12"
        assert leads("/folders/home") == "/folders/home" and leads(f"/looks/{look.id}") == f"/looks/{look.id}"
        assert leads("/login") == "/" and leads("/projects/telemetry") == "/develop"
        assert leads("/projects/telemetry/files/views/a%20b.view.lkml?line=12") == "/develop?file=views/a%20b.view.lkml&line=12"
        assert leads("/dashboards-next/%2F%2Fevil.example%2F") == "/dashboards/%2F%2Fevil.example%2F"
        assert leads("/embed//evil.example/x").startswith("/evil.example/")
        # Two that name each other don't send anybody round.
        sdk.update_dashboard(new.id, {"deprecated": {"successor": f"/dashboards/{old.id}"}})
        assert leads(f"/dashboards/{old.id}") == f"/dashboards/{new.id}"
        assert "vis=" in sdk.look(look.id).query.expanded_share_url or not query.vis_config
    finally:
        server.close()
