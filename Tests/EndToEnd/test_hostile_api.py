"""What nobody in their senses would send, made by schemathesis from our own documents: no answer is a 5xx."""

import json
import os
import random
import subprocess
import tempfile

from server import ROOT
from test_looker_misc import LEFT_OUT, serve

# Operations that the bounded form looks at.
SAMPLE = 60
TOOL = ROOT / ".vendor" / "schemathesis" / "bin" / "schemathesis"
# They take away the account that asks, or what it may do.
ENDING = {
    "delete_user", "update_user", "set_user_roles", "set_role_users", "set_role_groups", "delete_role", "delete_group",
    "delete_user_credentials_api3", "delete_user_session", "update_permission_set", "update_role",
    "update_user_credentials_email", "delete_user_credentials_email", "delete_permission_set", "delete_model_set", "update_model_set",
}


def provoke(options, path, left_out):
    server = serve(options)
    try:
        token = server.login(*server.credentials())
        status, _, body = server.get(path)
        assert status == 200, body
        folder = tempfile.mkdtemp(prefix="soundings-schemathesis-")
        names = {
            operation["operationId"] for methods in json.loads(body)["paths"].values() for operation in methods.values()
        }
        command = [
            str(TOOL), "run", server.url + path, "--checks", "not_a_server_error", "--phases", "coverage,fuzzing",
            "--max-examples", "60" if options.full else "4", "--seed", str(options.seed), "--no-color",
            "--generation-database", "none", "--continue-on-failure", "--suppress-health-check", "all",
            "--warnings", "off", "--request-timeout", "30", "--header", f"Authorization: Bearer {token}",
        ]
        taken = names - left_out
        if not options.full:
            taken = set(random.Random(options.seed).sample(sorted(taken), min(len(taken), SAMPLE)))
        for name in sorted(names - taken):
            command += ["--exclude-operation-id", name]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            timeout=1500 if options.full else 170, env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": folder},
        )
        assert done.returncode == 0, f"{done.stdout[-6000:]}{done.stderr[-2000:]}\n{server.output()[-2000:]}"
        status, _, body = server.get("/healthz")
        assert status == 200, body
    finally:
        server.close()


def test_no_request_makes_the_looker_api_fail(options):
    provoke(options, "/api/4.0/swagger.json", LEFT_OUT | ENDING)


def test_no_request_makes_our_own_api_fail(options):
    provoke(options, "/api/v1/openapi.json", LEFT_OUT)
