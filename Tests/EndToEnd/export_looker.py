"""Writes an export of a Looker instance as `soundings import looker` reads it, with the official `looker-sdk` package.

    export_looker.py DIRECTORY        the instance and credentials as the SDK finds them (LOOKERSDK_BASE_URL …)

One JSON file for each object, as the API answers it.
"""

import json
import pathlib
import sys


def export(sdk, directory):
    from looker_sdk.rtl import transport

    root = pathlib.Path(directory)

    def get(path, optional=False):
        """`optional` for what an account may not be allowed to see."""
        answer = sdk.transport.request(
            transport.HttpMethod.GET, f"{sdk.api_path}{path}", authenticator=sdk.auth.authenticate)
        if optional and not answer.ok:
            print(f"left out: GET {path}", file=sys.stderr)
            return []
        if not answer.ok:
            raise RuntimeError(f"GET {path}: {answer.value!r}")
        return json.loads(answer.value)

    def write(kind, items):
        (root / kind).mkdir(parents=True, exist_ok=True)
        for item in items:
            name = str(item["id"]).replace("/", "_").replace(":", "_")
            (root / kind / f"{name}.json").write_text(json.dumps(item, indent=1))

    write("users", get("/users", optional=True))
    write("groups", get("/groups", optional=True))
    folders = get("/folders")
    write("folders", folders)
    accesses = []
    for folder in folders:
        if folder.get("content_metadata_id"):
            accesses += get(f"/content_metadata_access?content_metadata_id={folder['content_metadata_id']}", optional=True)
    (root / "content_metadata_access.json").write_text(json.dumps(accesses, indent=1))
    write("looks", [get(f"/looks/{look['id']}") for look in get("/looks?fields=id")])
    write("dashboards", [
        get(f"/dashboards/{one['id']}") for one in get("/dashboards?fields=id") if "::" not in one["id"]])
    write("boards", get("/boards"))


if __name__ == "__main__":
    import looker_sdk

    export(looker_sdk.init40(), sys.argv[1])
