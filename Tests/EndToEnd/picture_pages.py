"""Every page of `web/src/app/routes.tsx` as it is pictured, on the demo. A new page gets a line here."""

import dataclasses
import re
import typing
from urllib.parse import quote

PURCHASES = "/explore/cdnow/purchases?fields=purchases.purchase_month,purchases.count&sorts=purchases.purchase_month"
MONTHS = (
    "/explore/telemetry/instance_months?fields=instance_month.activity_month,instance_month.deployment_type,instance_month.instance_count"
    "&pivots=instance_month.deployment_type&vis=" + quote('{"type":"looker_column","stacking":"normal"}')
)
EVENTS = ("SearchSubmitted", "SearchResultClicked", "ViewBlob")
WEEKS = "range=(last:6,unit:week)&interval=week"


@dataclasses.dataclass(frozen=True)
class Page:
    name: str
    # `{run}` and the like are filled from what the server has; see picture_facts.py.
    path: str
    # Opens what is pictured: a menu, a dialog. Such a picture is taken with everything there.
    act: typing.Callable | None = None
    # It shows answers of the warehouse, which can be late or fail when the rest of the page is there.
    asks: bool = False
    # It is about something that only the demo has.
    demo_only: bool = False
    signed_in: bool = True


def listing(name, path, **more):
    return Page(name, path, **more)


def one(name, path, **more):
    """A page of one thing that the demo has, so that there is none in an empty project."""
    return Page(name, path, demo_only=True, **more)


def opened(name, path, act):
    return Page(name, path, act=act, demo_only=True)


def asking(name, path, **more):
    return Page(name, path, asks=True, **more)


def press(role, name, exact=False):
    return lambda page: page.get_by_role(role, name=name, exact=exact).first.click()


def keys(*presses):
    def act(page):
        for each in presses:
            page.keyboard.press(each)
            page.wait_for_timeout(200)

    return act


def typed(*presses, words):
    def act(page):
        keys(*presses)(page)
        page.keyboard.type(words)

    return act


def then(*acts):
    def act(page):
        for each in acts:
            each(page)
            page.wait_for_timeout(500)

    return act


def drilled(page):
    page.locator("table.result tbody .cell-button").first.click()


def filter_opened(page):
    """On a phone the filters are folded to a line."""
    folded = page.get_by_role("button", name=re.compile("of 4 filters"))
    if folded.is_visible():
        folded.click()
    page.get_by_role("button", name="Account name is anything").click()


def product(kind, definition):
    return asking(f"product-{kind}", f"/product/{kind}?{definition}")


FRAME = [
    Page("sign-in-needed", "/", signed_in=False),
    Page("sign-in", "/sign-in/0000", signed_in=False),
    Page("password", "/password/reset/0000", signed_in=False),
    listing("not-found", "/nothing/here"),
    opened("palette", "/", keys("Control+k")),
    opened("palette-found", "/", typed("Control+k", words="search")),
    opened("palette-nothing", "/", typed("Control+k", words="xyzzyq")),
    opened("keys", "/", keys("?")),
    opened("account-menu", "/", lambda page: page.locator("header.top button").last.click()),
]

EXPLORING = [
    listing("home", "/"),
    listing("explores", "/explore"),
    one("explore-blank", "/explore/cdnow/purchases"),
    one("explore", PURCHASES, asks=True),
    one("explore-pivot", MONTHS, asks=True),
    one("explore-single", "/explore/cdnow/purchases?fields=purchases.count", asks=True),
    one("explore-no-rows", PURCHASES + "&f[purchases.purchase_date]=after+2030-01-01"),
    one("explore-unknown-field", PURCHASES + ",purchases.nothing"),
    one("explore-unknown", "/explore/cdnow/nothing"),
    opened("explore-sql", PURCHASES, press("tab", "SQL")),
    opened("explore-explain", PURCHASES, press("tab", "Explain")),
    opened("explore-chart-settings", PURCHASES, press("button", "Settings")),
    opened("explore-save", PURCHASES, press("button", "Save", exact=True)),
    opened("explore-save-look", PURCHASES, then(press("button", "Save", exact=True), press("menuitem", "As a new Look"))),
    opened("explore-save-dashboard", PURCHASES, then(press("button", "Save", exact=True), press("menuitem", "To a dashboard"))),
    opened("explore-more", PURCHASES, lambda page: page.locator("main button[aria-haspopup=menu]").last.click()),
    opened("explore-add", PURCHASES, press("button", "Add", exact=True)),
    opened("explore-measure", PURCHASES, then(press("button", "Add", exact=True), press("menuitem", "Custom measure"))),
    opened("explore-calculation", PURCHASES, then(press("button", "Add", exact=True), press("menuitem", "Table calculation"))),
    opened("explore-filter", PURCHASES, then(press("button", "Filter", exact=True), lambda page: page.keyboard.type("purchase date"), keys("Enter"))),
    opened("explore-header-menu", PURCHASES, lambda page: page.locator("table.result thead button").last.click()),
    opened("explore-cell-menu", PURCHASES, drilled),
    one("look", "/looks/1521", asks=True),
    one("look-pivot", "/looks/1519", asks=True),
    one("look-table", "/looks/1601", asks=True),
    opened("look-history", "/looks/1521#history", None),
    listing("look-unknown", "/looks/999999"),
]

DASHBOARDS = [
    *(
        one(f"dashboard-{number}", f"/dashboards/{number}", asks=number in (1500, 409))
        for number in (1500, 1501, 389, 409, 382, 412, 421, 422, 424, 427, 440, 1701, 1702)
    ),
    one("dashboard-edit", "/dashboards/{copy}?edit=true"),
    one("dashboard-edit-file", "/dashboards/1500?edit=true"),
    one("dashboard-tv", "/dashboards/1500?tv=true"),
    one("dashboard-history", "/dashboards/{copy}#history"),
    one("dashboard-lookml", "/dashboards/cdnow::cdnow", asks=True),
    one("dashboard-product", "/dashboards/{product_board}", asks=True),
    opened("dashboard-filter", "/dashboards/1500", filter_opened),
    opened("dashboard-menu", "/dashboards/1500", lambda page: page.locator(".page-actions").get_by_role("button", name="More", exact=True).click()),
    opened("dashboard-tile-menu", "/dashboards/1500", lambda page: page.get_by_role("button", name="Actions for").first.click()),
    opened("dashboard-tile-full", "/dashboards/1500", then(
        lambda page: page.get_by_role("button", name="Actions for").first.click(), press("menuitem", "Enlarge"))),
    listing("dashboard-unknown", "/dashboards/999999"),
    listing("folders", "/folders"),
    one("folder", "/folders/10"),
    opened("folder-access", "/folders/10#access", None),
    listing("folder-search", "/folders/1?q=search"),
    listing("trash", "/folders/trash"),
    listing("alerts", "/alerts"),
    listing("boards", "/boards"),
    one("board", "/boards/{board}"),
    one("board-edit", "/boards/{board}?edit=true"),
]

SQL_AND_CATALOGUE = [
    listing("sql", "/sql"),
    one("sql-result", "/sql/{sql}", asks=True),
    one("sql-wrong", "/sql/{wrong_sql}"),
    listing("catalogue", "/catalogue"),
    listing("catalogue-tables", "/catalogue/tables"),
    one("catalogue-table", "/catalogue/tables/clean.instance_day"),
    listing("catalogue-explores", "/catalogue/explores"),
    one("catalogue-explore", "/catalogue/explores/telemetry/instance_months"),
    one("lineage-field", "/catalogue/lineage?name=instance_month.mau"),
    one("lineage-used-often", "/catalogue/lineage?name=account.name"),
    one("lineage-column", "/catalogue/lineage?name=clean.instance_day.day"),
    one("lineage-dashboard", "/catalogue/lineage?name=dashboard:1500"),
    listing("lineage-blank", "/catalogue/lineage"),
    listing("metrics", "/metrics"),
    one("metric", "/metrics/{metric}"),
    listing("accounts", "/accounts"),
    one("account", "/accounts/{account}", asks=True),
    one("instance", "/instances/{instance}", asks=True),
]

PRODUCT = [
    listing("product", "/product"),
    product("segmentation", f"{WEEKS}&events=[{','.join(EVENTS)}]"),
    product("funnel", f"{WEEKS}&steps=[{','.join(EVENTS)}]"),
    product("retention", f"{WEEKS}&start=SearchSubmitted"),
    product("lifecycle", WEEKS),
    product("active_users", "range=(last:30,unit:day)"),
    product("stickiness", WEEKS),
    product("usage_interval", WEEKS),
    product("engagement", WEEKS),
    product("journeys", f"{WEEKS}&start_with=SearchSubmitted"),
    product("sessions", WEEKS),
    *(asking(f"product-saved-{number}", f"/product/charts/{number}", demo_only=True) for number in (30, 31, 32, 33, 34, 35, 36, 37, 38)),
    listing("product-funnel-blank", "/product/funnel"),
    opened("product-people-behind", f"/product/segmentation?{WEEKS}&events=[SearchSubmitted]", drilled),
    listing("cohorts", "/product/cohorts"),
    listing("cohort-new", "/product/cohorts/new"),
    one("cohort", "/product/cohorts/frequent%20searchers"),
    listing("people", "/product/people"),
    one("people-found", "/product/people?q={person_word}"),
    one("person", "/product/people/{person}"),
    listing("events", "/product/events"),
    one("event", "/product/events?event=SearchSubmitted"),
    listing("events-live", "/product/events?live=yes"),
    listing("annotations", "/product/annotations"),
]

PIPELINES = [
    listing("pipelines", "/pipelines"),
    listing("pipelines-graph", "/pipelines/graph"),
    listing("pipelines-schedules", "/pipelines/schedules"),
    listing("pipelines-runs", "/pipelines/runs"),
    listing("pipelines-backfills", "/pipelines/backfills"),
    one("pipelines-run", "/pipelines/runs/{run}"),
    one("pipelines-table", "/pipelines/tables/clean.instance_day"),
    listing("develop", "/develop"),
    one("develop-file", "/develop?file={file}"),
    listing("develop-changes", "/develop?view=changes"),
    listing("develop-problems", "/develop?view=problems"),
    listing("develop-numbers", "/develop?view=numbers"),
]

ADMINISTRATION = [
    listing("own-account", "/account"),
    listing("admin-users", "/admin/users"),
    one("admin-user", "/admin/users/{user}"),
    listing("admin-groups", "/admin/groups"),
    one("admin-group", "/admin/groups/{group}"),
    listing("admin-roles", "/admin/roles"),
    one("admin-role", "/admin/roles/2"),
    listing("admin-attributes", "/admin/attributes"),
    one("admin-attribute", "/admin/attributes/{attribute}"),
    listing("admin-connections", "/admin/connections"),
    listing("admin-keys", "/admin/keys"),
    listing("admin-plan", "/admin/tracking-plan"),
    one("admin-plan-event", "/admin/tracking-plan/SearchSubmitted"),
    one("admin-plan-edit", "/admin/tracking-plan/SearchSubmitted?edit=true"),
    listing("admin-quarantine", "/admin/quarantine"),
    listing("admin-usage", "/admin/usage"),
    listing("admin-usage-people", "/admin/usage?by=people"),
    listing("admin-tidy", "/admin/tidy"),
    listing("admin-tidy-duplicates", "/admin/tidy?view=duplicates"),
    listing("admin-tidy-names", "/admin/tidy?view=names"),
    listing("admin-broken", "/admin/broken"),
    listing("admin-settings", "/admin/settings"),
    listing("admin-audit", "/admin/audit"),
    listing("admin-queries", "/admin/queries"),
]

PAGES = [*FRAME, *EXPLORING, *DASHBOARDS, *SQL_AND_CATALOGUE, *PRODUCT, *PIPELINES, *ADMINISTRATION]
