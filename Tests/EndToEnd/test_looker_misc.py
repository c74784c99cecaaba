"""Schedules, alerts, themes, projects and the rest of the Looker API with the official client; and that nobody may do
through any endpoint what they may not do."""

import json
import os
import re
import subprocess

from projects import small_project
from server import Server

DASHBOARD = """
dashboard: 409
title: Single-event dashboard
elements:
- {name: count, title: How often, model: telemetry, explore: events, fields: [events.count]}
"""
LOOK = "look: {id: 12, title: Events by type, model: telemetry, explore: events, fields: [events.count]}\n"


def serve(options, **files):
    server = Server(
        options.program, small_project(**{"content/d.yaml": DASHBOARD, "content/l.yaml": LOOK, **files})
    )
    try:
        return server.start()
    except BaseException:
        server.close()
        raise


def sdk_as(server, email, role):
    from test_looker_sdk import sdk_for

    sdk = sdk_for(server, email, role)
    # It reads who it is from the environment when it first asks.
    sdk.me()
    return sdk


def failure(call):
    import looker_sdk

    try:
        answer = call()
    except looker_sdk.error.SDKError as error:
        return error
    raise AssertionError(f"no error was raised but: {answer}")


def destination(type="email", address="analyst@example.com"):
    from looker_sdk import models40

    return models40.ScheduledPlanDestination(type=type, format="csv", address=address)


def plan(**changes):
    from looker_sdk import models40

    values = {
        "name": "Monday numbers", "look_id": "12", "crontab": "0 8 * * 1", "timezone": "Europe/Berlin",
        "scheduled_plan_destination": [destination()],
    }
    values.update(changes)
    return models40.WriteScheduledPlan(**{k: v for k, v in values.items() if v is not None})


def test_scheduled_plans_live_as_data(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_as(server, "analyst@example.com", "admin")
        made = sdk.create_scheduled_plan(plan())
        assert made.enabled and made.crontab == "0 8 * * 1" and made.content_title == "Events by type", made
        # 08:00 in Berlin is 06:00 or 07:00 UTC, on a Monday.
        assert made.next_run_at.weekday() == 0 and made.next_run_at.hour in (6, 7), made.next_run_at
        assert [p.id for p in sdk.all_scheduled_plans()] == [made.id]
        assert [p.id for p in sdk.scheduled_plans_for_look("12")] == [made.id]
        assert sdk.scheduled_plans_for_dashboard("409") == []
        changed = sdk.update_scheduled_plan(made.id, models40.WriteScheduledPlan(name="Other", enabled=False))
        assert (changed.name, changed.enabled, changed.crontab) == ("Other", False, "0 8 * * 1"), changed
        assert changed.next_run_at is None and len(changed.scheduled_plan_destination) == 1, changed
        assert sdk.scheduled_plan(made.id).name == "Other"
        assert [p.id for p in sdk.search_scheduled_plans(name="oth%")] == [made.id]
        assert [p.id for p in sdk.search_scheduled_plans(recipient="analyst@%")] == [made.id]
        assert sdk.search_scheduled_plans(name="nothing") == []
        once = sdk.scheduled_plan_run_once(plan(crontab=None))
        assert "not set up" in once.last_run_status, once
        assert "not set up" in sdk.scheduled_plan_run_once_by_id(made.id).last_run_status
        assert len(sdk.all_scheduled_plans()) == 1
        dashboard = sdk.create_scheduled_plan(plan(look_id=None, dashboard_id="409"))
        assert [p.id for p in sdk.scheduled_plans_for_dashboard("409")] == [dashboard.id]

        for changes, field in [
            ({"crontab": "* * * * *"}, "crontab"), ({"crontab": "0 2 30 2 *"}, "crontab"),
            ({"crontab": "every monday"}, "crontab"), ({"crontab": None}, "crontab"),
            ({"timezone": "Mars/Base"}, "timezone"), ({"look_id": "999"}, "look_id"), ({"look_id": None}, "look_id"),
            ({"dashboard_id": "409"}, "dashboard_id"), ({"name": "a\r\nBcc: b@example.com"}, "name"),
            ({"scheduled_plan_destination": []}, "scheduled_plan_destination"),
            (
                {"scheduled_plan_destination": [destination(address="a@b.c\r\nBcc: d@e.f")]},
                "scheduled_plan_destination.address",
            ),
            (
                {"scheduled_plan_destination": [destination(type="pigeon")]},
                "scheduled_plan_destination[0].type",
            ),
            (
                {
                    "scheduled_plan_destination": [
                        destination(address=f"a{n}@example.com") for n in range(10_000)
                    ]
                },
                "scheduled_plan_destination",
            ),
        ]:
            error = failure(lambda: sdk.create_scheduled_plan(plan(**changes)))
            assert error.message == "Validation Failed" and field in [e.field for e in error.errors], (changes, error)
            assert all(e.documentation_url for e in error.errors), error
        assert sdk.delete_scheduled_plan(made.id) == ""
        assert failure(lambda: sdk.scheduled_plan(made.id)).message == "Not found"
    finally:
        server.close()


def test_schedules_and_alerts_of_others_stay_theirs(options):
    server = serve(options)
    try:
        admin = sdk_as(server, "admin@example.com", "admin")
        element = admin.dashboard("409").dashboard_elements[0].id
        ann = sdk_as(server, "ann@example.com", "explorer")
        theirs = ann.create_scheduled_plan(
            plan(scheduled_plan_destination=[destination(address="ann@example.com")])
        )
        alert = ann.create_alert(alert_body(element))
        # Mail out of the house and webhooks need permissions of their own.
        assert "schedule_external_look_emails" in failure(
            lambda: ann.create_scheduled_plan(
                plan(scheduled_plan_destination=[destination(address="x@elsewhere.example")])
            )
        ).message
        assert "send_outgoing_webhook" in failure(
            lambda: ann.create_scheduled_plan(
                plan(scheduled_plan_destination=[destination(type="webhook", address="https://x.example")])
            )
        ).message
        bob = sdk_as(server, "bob@example.com", "explorer")
        for call in [
            lambda: bob.scheduled_plan(theirs.id), lambda: bob.delete_scheduled_plan(theirs.id),
            lambda: bob.update_scheduled_plan(theirs.id, plan(name="Mine")),
            lambda: bob.scheduled_plan_run_once_by_id(theirs.id), lambda: bob.get_alert(alert.id),
            lambda: bob.delete_alert(alert.id), lambda: bob.update_alert(alert.id, alert_body(element)),
            lambda: bob.follow_alert(alert.id), lambda: bob.enqueue_alert(alert.id),
        ]:
            assert failure(call).message == "Not found"
        assert bob.all_scheduled_plans() == [] and bob.search_alerts() == []
        assert "see_schedules" in failure(lambda: bob.all_scheduled_plans(all_users=True)).message
        assert "see_alerts" in failure(lambda: bob.search_alerts(all_owners=True)).message
        viewer = sdk_as(server, "vic@example.com", "viewer")
        assert "schedule_look_emails" in failure(lambda: viewer.create_scheduled_plan(plan())).message
        assert "create_alerts" in failure(lambda: viewer.create_alert(alert_body(element))).message
        assert [p.id for p in admin.all_scheduled_plans(all_users=True)] == [theirs.id]
        assert admin.scheduled_plan(theirs.id).name == "Monday numbers"
        assert [a.id for a in admin.search_alerts(all_owners=True)] == [alert.id]
    finally:
        server.close()


def alert_body(element, **changes):
    from looker_sdk import models40

    values = {
        "comparison_type": models40.ComparisonType.GREATER_THAN, "cron": "0 * * * *", "threshold": 100.0,
        "owner_id": "", "dashboard_element_id": element, "custom_title": "Many events",
        "field": models40.AlertField(title="Events Count", name="events.count"),
        "destinations": [
            models40.AlertDestination(
                destination_type=models40.DestinationType.EMAIL, email_address="analyst@example.com"
            )
        ],
    }
    values.update(changes)
    return models40.WriteAlert(**values)


def test_alerts_live_as_data(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_as(server, "analyst@example.com", "admin")
        me = sdk.me().id
        element = sdk.dashboard("409").dashboard_elements[0].id
        made = sdk.create_alert(alert_body(element, owner_id=me))
        assert (made.threshold, made.owner_id, made.field.name) == (100.0, me, "events.count"), made
        assert made.comparison_type == models40.ComparisonType.GREATER_THAN, made
        assert [a.id for a in sdk.search_alerts()] == [made.id]
        changed = sdk.update_alert_field(made.id, models40.AlertPatch(threshold=5.5, is_disabled=True))
        assert (changed.threshold, changed.is_disabled, changed.custom_title) == (5.5, True, "Many events"), changed
        assert sdk.search_alerts(disabled=False) == []
        replaced = sdk.update_alert(made.id, alert_body(element, owner_id=me, custom_title="New"))
        assert (replaced.custom_title, replaced.threshold) == ("New", 100.0), replaced
        sdk.follow_alert(made.id)
        assert sdk.get_alert(made.id).followed is True
        sdk.unfollow_alert(made.id)
        assert sdk.get_alert(made.id).followed is False
        for changes, field in [
            ({"cron": "*/5 * * * *"}, "cron"), ({"cron": "0 2 30 2 *"}, "cron"), ({"destinations": []}, "destinations"),
            ({"element": "99999"}, "dashboard_element_id"),
        ]:
            body = {"element": element, "owner_id": me, **changes}
            error = failure(lambda: sdk.create_alert(alert_body(**body)))
            assert field in [e.field for e in error.errors], (changes, error)
        sdk.delete_alert(made.id)
        assert failure(lambda: sdk.get_alert(made.id)).message == "Not found"
    finally:
        server.close()


def test_themes_colours_zones_and_settings(options):
    from looker_sdk import models40

    server = serve(options)
    try:
        sdk = sdk_as(server, "analyst@example.com", "admin")
        assert [t.name for t in sdk.all_themes()] == ["Looker"]
        made = sdk.create_theme(
            models40.WriteTheme(name="night", settings=models40.ThemeSettings(background_color="#000000", show_title=False))
        )
        assert made.settings.background_color == "#000000" and made.settings.show_title is False, made
        assert sdk.theme(made.id).name == "night" and sdk.default_theme().name == "Looker"
        changed = sdk.update_theme(made.id, models40.WriteTheme(settings=models40.ThemeSettings(font_color="#ffffff")))
        assert (changed.settings.font_color, changed.settings.background_color) == ("#ffffff", "#000000"), changed
        assert sdk.set_default_theme("night").name == "night" and sdk.default_theme().name == "night"
        assert [t.name for t in sdk.search_themes(name="nig%")] == ["night"]
        assert {t.name for t in sdk.active_themes()} == {"Looker", "night"}
        assert failure(lambda: sdk.create_theme(models40.WriteTheme(name="night"))).errors[0].code == "already_exists"
        assert failure(lambda: sdk.create_theme(models40.WriteTheme(name="no blanks"))).errors[0].field == "name"
        assert failure(lambda: sdk.delete_theme("1")).message
        sdk.delete_theme(made.id)
        assert sdk.default_theme().name == "Looker"

        collections = sdk.all_color_collections()
        assert len(collections) == 2 and collections[0].categoricalPalettes[0].colors, collections
        assert sdk.default_color_collection().id == collections[0].id
        assert sdk.set_default_color_collection(collections[1].id).id == collections[1].id
        assert sdk.default_color_collection().id == collections[1].id
        assert sdk.color_collection(collections[0].id).label == collections[0].label
        assert "Europe/Berlin" in [zone.value for zone in sdk.all_timezones()]
        assert [locale.code for locale in sdk.all_locales()] == ["en"]
        assert [space.id for space in sdk.all_workspaces()] == ["production", "dev"]
        assert sdk.workspace("dev").projects[0].id == sdk.all_projects()[0].id
        assert sdk.all_integrations() == [] and sdk.all_legacy_features() == []
        assert sdk.get_setting().host_url == server.url
        assert sdk.set_setting(models40.WriteSetting(onboarding_enabled=True)).onboarding_enabled is True
        assert sdk.get_setting("onboarding_enabled").timezone is None

        error = failure(lambda: sdk.create_look_render_task("12", "png", 640, 480))
        assert "no renderer" in error.message, error
        assert failure(lambda: sdk.create_look_render_task("999", "png", 640, 480)).message == "Not found"
        assert failure(lambda: sdk.create_dashboard_render_task("409", "gif", models40.CreateDashboardRenderTask(), 640, 480)).errors
        assert failure(lambda: sdk.render_task("abc")).message == "Not found"
        picture = sdk.content_thumbnail("look", "12", format="svg")
        text = picture if isinstance(picture, str) else picture.decode()
        assert text.startswith("<?xml") and "Events by type" in text, text
        assert failure(lambda: sdk.content_thumbnail("look", "999")).message == "Not found"
    finally:
        server.close()


def test_projects_show_files_and_the_branches_of_git(options):
    server = serve(options)
    try:
        folder = server.project
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}

        def git(*arguments):
            subprocess.run(
                ["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", *arguments], check=True,
                capture_output=True, env=environment,
            )

        sdk = sdk_as(server, "analyst@example.com", "developer")
        project = sdk.all_projects()[0]
        assert project.uses_git is False and project.name, project
        assert sdk.all_git_branches(project.id) == []
        assert failure(lambda: sdk.git_branch(project.id)).message == "Not found"
        git("init", "-b", "main")
        git("add", ".")
        git("commit", "-m", "first")
        git("branch", "other")
        assert sdk.project(project.id).git_production_branch_name == "main"
        branch = sdk.git_branch(project.id)
        assert (branch.name, branch.is_production) == ("main", True) and len(branch.ref) == 40, branch
        assert [b.name for b in sdk.all_git_branches(project.id)] == ["main", "other"]
        files = sdk.all_project_files(project.id)
        assert "telemetry.model.lkml" in [f.path for f in files], files
        assert sdk.project_file(project.id, "telemetry.model.lkml").type == "model"
        assert failure(lambda: sdk.project_file(project.id, "../soundings.sqlite")).message == "Not found"
        assert sdk.manifest(project.id).name == project.name
        assert sdk.deploy_to_production(project.id) == ""
        assert failure(lambda: sdk.reset_project_to_remote(project.id)).errors
        assert failure(lambda: sdk.project("nothing")).message == "Not found"
        viewer = sdk_as(server, "vic@example.com", "viewer")
        assert "develop" in failure(viewer.all_projects).message
    finally:
        server.close()


DOCUMENTS = {"/api/4.0": "/api/4.0/swagger.json", "/api/v1": "/api/v1/openapi.json"}
# They end or change the session that asks.
LEFT_OUT = {"login", "login_user", "logout", "sign_in", "sign_out", "choose_password", "change_password", "stop_acting"}


def operations(server):
    for base, path in DOCUMENTS.items():
        status, headers, body = server.get(path)
        assert status == 200 and headers["content-type"].startswith("application/json"), (path, status, body[:200])
        document = json.loads(body)
        assert document["x-undeclared"] == [], f"{path}: these endpoints have no rule: {document['x-undeclared']}"
        for route, methods in document["paths"].items():
            for method, operation in methods.items():
                assert operation["x-permission"], (route, method)
                yield base, route, method.upper(), operation


def test_every_endpoint_has_a_rule_and_nobody_gets_past_it(options):
    """Each endpoint × each role that lacks what it asks for, on things that are there."""
    server = serve(options)
    try:
        roles = ["viewer", "explorer", "developer", "admin"]
        tokens = {role: server.login(*server.credentials(f"{role}@example.com", role)) for role in roles}
        held = {}
        for role, token in tokens.items():
            status, _, body = server.get("/api/v1/session", {"Authorization": f"Bearer {token}"})
            held[role] = set(json.loads(body)["permissions"])
        assert held["viewer"] < held["admin"] and "develop" in held["developer"], held
        ids = {
            "look_id": "12", "dashboard_id": "409", "folder_id": "1", "query_id": "1", "user_id": "4", "role_id": "2",
            "model_name": "telemetry", "lookml_model_name": "telemetry", "explore_name": "events",
            "view_name": "events", "field_name": "event_types.name", "result_format": "json", "project_id": "",
            "theme_id": "1", "group_id": "1", "type": "look", "resource_id": "12", "terms": "events",
        }
        project = json.loads(server.get("/api/4.0/projects", {"Authorization": f"Bearer {tokens['admin']}"})[2])
        ids["project_id"] = project[0]["id"]
        asked = 0
        for base, route, method, operation in operations(server):
            if operation["operationId"] in LEFT_OUT:
                continue
            path = base + re.sub(r"\{(\w+)\}", lambda match: ids.get(match.group(1), "1"), route)
            body = None if method in ("GET", "DELETE") else {}
            needed = operation["x-permission"]
            callers = [None] if needed != "nobody" else []
            if needed not in ("nobody", "anybody"):
                callers += [role for role in roles if needed not in held[role]]
            for role in callers:
                headers = {"Content-Type": "application/json"}
                if role:
                    headers["Authorization"] = f"Bearer {tokens[role]}"
                status, _, answer = server.request(method, path, body, headers)
                asked += 1
                expected = (401,) if role is None else (403, 404, 405)
                assert status in expected, (role or "anonymous", method, path, needed, status, answer[:300])
        assert asked > 200, asked
    finally:
        server.close()
