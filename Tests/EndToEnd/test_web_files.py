"""The web app's files: the server follows a build that puts others in their place."""

import os
import pathlib
import tempfile

from projects import small_project
from server import Server


def build(folder, word):
    """A folder like the one that scripts/build-web makes, put in the place of the one before in the same way."""
    new = folder.with_name("new")
    (new / "assets").mkdir(parents=True)
    (new / "index.html").write_text(f"<p>{word}</p>")
    (new / "assets" / f"app-{word}.js").write_text(f"// {word}")
    if folder.exists():
        folder.rename(folder.with_name(f"before-{word}"))
    new.rename(folder)


def test_the_web_app_is_served_as_it_was_built_last(options):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundings-web-")) / "dist"
    build(folder, "one")
    before = os.environ.get("SOUNDINGS_WEB")
    os.environ["SOUNDINGS_WEB"] = str(folder)
    try:
        with Server(options.program, small_project()) as server:
            def get(path):
                status, _, body = server.request("GET", path, None, {"Accept": "text/html"})
                return status, body.decode()

            assert get("/") == (200, "<p>one</p>"), get("/")
            assert get("/looks/1")[1] == "<p>one</p>"
            build(folder, "two")
            assert get("/looks/1") == (200, "<p>two</p>"), get("/looks/1")
            assert get("/assets/app-two.js") == (200, "// two")
            # Of pages that were open meanwhile.
            assert get("/assets/app-one.js") == (200, "// one")
            folder.rename(folder.with_name("away"))
            assert get("/") == (200, "<p>two</p>"), "while a build is on its way, the one before is served"
    finally:
        if before is None:
            del os.environ["SOUNDINGS_WEB"]
        else:
            os.environ["SOUNDINGS_WEB"] = before
