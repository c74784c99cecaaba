"""Saved content as files: `soundings content pull|push|diff`, with and without a server that runs."""

import pathlib
import tempfile

from server import Server
from test_content_api import make_query, serve
from test_looker_sdk import sdk_for


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def fill(sdk):
    """A folder with a Look and a dashboard of every kind of part, and a board."""
    folder = sdk.create_folder({"name": "Sales: EMEA", "parent_id": "1"})
    query = make_query(sdk, filters={"event_types.name": "-buy%,EMPTY"}, vis_config={"type": "looker_line", "no": "no"})
    look = sdk.create_look({
        "title": "Yes", "description": "two\nlines: # here\n", "query_id": query.id, "folder_id": folder.id})
    dashboard = sdk.create_dashboard({
        "title": "2024-01-02", "folder_id": folder.id, "background_color": "#123456", "hidden": True})
    sdk.create_dashboard_filter({
        "dashboard_id": dashboard.id, "name": "Type", "title": "Type", "type": "field_filter", "model": "telemetry",
        "explore": "events", "dimension": "event_types.name", "default_value": "view,buy"})
    sdk.create_dashboard_element({"dashboard_id": dashboard.id, "look_id": look.id}, apply_filters=True)
    sdk.create_dashboard_element({"dashboard_id": dashboard.id, "title": "Own", "query_id": query.id})
    tab = sdk.create_dashboard_layout({"dashboard_id": dashboard.id, "label": "Details"})
    sdk.create_dashboard_element({
        "dashboard_id": dashboard.id, "type": "text", "body_text": "* a\n* b\n\n", "title_text": "null",
        "dashboard_layout_id": tab.id})
    board = sdk.create_board({"title": "Start"})
    section = sdk.create_board_section({"board_id": board.id, "title": "First"})
    sdk.create_board_item({"board_section_id": section.id, "look_id": look.id})
    sdk.create_board_item({"board_section_id": section.id, "custom_url": "/folders/1", "custom_title": "All"})
    return folder, look, dashboard, board


def test_pull_push_pull_gives_the_same_bytes_here_and_elsewhere(options):
    server = serve(options)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-content-"))
    try:
        sdk = sdk_for(server)
        made, look, dashboard, board = fill(sdk)
        server.run("content", "pull", folder)
        first = bytes_of(folder)
        assert {f"looks/{look.id}.yaml", f"dashboards/{dashboard.id}.yaml", f"boards/{board.id}.yaml",
                "folders.yaml", "content.lock"} == set(first), first.keys()
        assert "changes, " in server.run("content", "push", folder).stdout
        server.run("content", "pull", folder)
        assert bytes_of(folder) == first
        assert server.run("content", "diff", folder).stdout == ""
        assert sdk.dashboard(dashboard.id).title == "2024-01-02"

        # On a state directory of its own, which no server holds, and served afterwards: the same numbers, the same bytes.
        other = Server(options.program, server.project)
        other.run("user", "add", "--email", "analyst@example.com", "--role", "admin")
        pushed = other.run("content", "push", folder, "--force").stdout
        assert f"+ dashboards/{dashboard.id}.yaml" in pushed, pushed
        elsewhere = pathlib.Path(tempfile.mkdtemp(prefix="soundings-content-"))
        other.run("content", "pull", elsewhere)
        assert bytes_of(elsewhere) == first
        other.start()
        try:
            theirs = sdk_for(other)
            copy = theirs.dashboard(dashboard.id)
            assert [e.type for e in copy.dashboard_elements] == ["look", "vis", "text"]
            assert [l.label for l in copy.dashboard_layouts][1] == "Details"
            assert copy.folder.name == "Sales: EMEA" and copy.background_color == "#123456"
            assert theirs.look(look.id).description == "two\nlines: # here\n"
            assert [i.title for i in theirs.board(board.id).board_sections[0].board_items] == ["Yes", "All"]
        finally:
            other.close()
    finally:
        server.close()


def test_review_goes_through_files_and_no_edit_is_overwritten(options):
    server = serve(options)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-content-"))
    try:
        sdk = sdk_for(server)
        _, look, dashboard, _ = fill(sdk)
        server.run("content", "pull", folder)
        path = folder / f"dashboards/{dashboard.id}.yaml"
        path.write_text(path.read_text().replace('title: "2024-01-02"', "title: Reviewed"))
        difference = server.run("content", "diff", folder, check=False)
        assert difference.returncode == 1 and "+title: Reviewed" in difference.stdout, difference.stdout
        assert "1 change" in server.run("content", "push", folder, "--dry-run").stdout
        assert sdk.dashboard(dashboard.id).title == "2024-01-02"
        assert f"~ dashboards/{dashboard.id}.yaml" in server.run("content", "push", folder).stdout
        assert sdk.dashboard(dashboard.id).title == "Reviewed"

        # Somebody saves meanwhile: the push says so and changes nothing.
        sdk.update_dashboard(dashboard.id, {"title": "Saved by hand"})
        path.write_text(path.read_text().replace("title: Reviewed", "title: Reviewed again"))
        other = folder / f"looks/{look.id}.yaml"
        other.write_text(other.read_text().replace("title: \"Yes\"", "title: Changed"))
        refused = server.run("content", "push", folder, check=False)
        assert refused.returncode == 1 and path.name in refused.stderr, refused.stderr
        assert sdk.dashboard(dashboard.id).title == "Saved by hand" and sdk.look(look.id).title == "Yes"
        server.run("content", "push", folder, "--force")
        assert sdk.dashboard(dashboard.id).title == "Reviewed again" and sdk.look(look.id).title == "Changed"

        # A file that can't be read stops everything, with its place.
        broken = path.read_text()
        path.write_text(broken.replace("elements:", "elements: 3\nelemnts:"))
        wrong = server.run("content", "push", folder, check=False)
        assert wrong.returncode == 1 and f"dashboards/{dashboard.id}.yaml:" in wrong.stderr, wrong.stderr
        path.write_text(broken)

        # What is in no file goes to the trash only when that is said.
        other.unlink()
        server.run("content", "push", folder)
        assert sdk.look(look.id).deleted is False
        server.run("content", "push", folder, "--delete")
        assert sdk.look(look.id).deleted is True
    finally:
        server.close()
