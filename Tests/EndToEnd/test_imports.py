"""What people have made elsewhere comes in: from Looker by its API, from Superset and Metabase by their export files."""

import json
import pathlib
import tempfile

from export_looker import export
from projects import small_project
from server import Server
from test_content_api import make_query, serve
from test_content_files import bytes_of, fill
from test_looker_sdk import sdk_for


def test_an_export_with_the_official_client_brings_everything_with_its_numbers(options):
    source = serve(options)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-export-"))
    try:
        sdk = sdk_for(source)
        made, look, dashboard, board = fill(sdk)
        trashed = sdk.create_look({"title": "Gone", "query_id": make_query(sdk).id, "folder_id": "1"})
        sdk.update_look(trashed.id, {"deleted": True})
        export(sdk, folder)
        (folder / "looks" / "trashed.json").write_text(json.dumps({"id": "77", "title": "Gone", "deleted": True}))
        (folder / "notes.json").write_text("{}")
        (folder / "users.json").write_text(json.dumps([
            {"id": "5", "email": "rep@example.com", "first_name": "R", "last_name": "Ep", "group_ids": ["9"]},
            {"id": "6", "first_name": "No address"}]))
        (folder / "groups.json").write_text(json.dumps([{"id": "9", "name": "Sales"}]))
        target = Server(options.program, small_project())
        try:
            target.start()
            theirs = sdk_for(target)
            said = target.run("import", "looker", folder).stdout
            assert "Looks: 2 new" in said and "dashboards: 1 new" in said and "boards: 1 new" in said, said
            assert "notes.json" in said and "Looker's trash" in said and "user 6" in said, said
            assert "groups: 1 new" in said and "users: 1 new" in said, said
            copy = theirs.dashboard(dashboard.id)
            original = sdk.dashboard(dashboard.id)
            assert copy.title == original.title and copy.folder.name == "Sales: EMEA"
            for ours, other in zip(original.dashboard_elements, copy.dashboard_elements, strict=True):
                assert (ours.type, ours.title, ours.body_text) == (other.type, other.title, other.body_text)
                if ours.result_maker:
                    assert ours.result_maker.filterables == other.result_maker.filterables
                    assert ours.result_maker.vis_config == other.result_maker.vis_config
                    assert ours.result_maker.query.fields == other.result_maker.query.fields
            places = lambda d: [[(c.row, c.column, c.width, c.height) for c in l.dashboard_layout_components]
                                for l in d.dashboard_layouts]
            assert places(copy) == places(original)
            assert [l.label for l in copy.dashboard_layouts] == [l.label for l in original.dashboard_layouts]
            assert [f.default_value for f in copy.dashboard_filters] == ["view,buy"]
            assert theirs.look(look.id).query.filters == {"event_types.name": "-buy%,EMPTY"}
            assert [i.title for i in theirs.board(board.id).board_sections[0].board_items] == ["Yes", "All"]

            # A second run changes nothing, and a third brings what has changed; what was made here is never overwritten.
            files = pathlib.Path(tempfile.mkdtemp(prefix="soundings-content-"))
            target.run("content", "pull", files)
            before = bytes_of(files)
            again = target.run("import", "looker", folder).stdout
            assert "Looks: 0 new, 2 were there" in again, again
            target.run("content", "pull", files)
            assert bytes_of(files) == before
            path = folder / "looks" / f"{look.id}.json"
            path.write_text(path.read_text().replace('"Yes"', '"Yes and no"'))
            other = theirs.create_look({"title": "Ours", "query_id": make_query(theirs).id, "folder_id": "1"})
            changed = json.loads(path.read_text())
            (folder / "looks" / "clash.json").write_text(
                json.dumps({**changed, "id": other.id, "title": "Theirs", "folder_id": made.id}))
            said = target.run("import", "looker", folder).stdout
            assert f"/looks/{other.id} is something else here" in said, said
            assert theirs.look(look.id).title == "Yes and no" and theirs.look(other.id).title == "Ours"
            assert [l.title for l in theirs.search_looks(title="Theirs")] == ["Theirs"]
        finally:
            target.close()
    finally:
        source.close()
