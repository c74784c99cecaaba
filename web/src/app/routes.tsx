import { Skeleton } from "../components/Skeleton";
import { CatalogueNav } from "../features/catalogue/CatalogueNav";
import { matchPath } from "../navigation/location";
import type { ChartTileFile } from "../results/chartTile";
import { lazyPage, lazyPart } from "./lazyPage";
import type { LazyPage } from "./lazyPage";
import { NotFound } from "./NotFound";

type Values = Readonly<Record<string, string>>;

interface Route {
    readonly pattern: string;
    readonly page: (values: Values) => JSX.Element;
    readonly fetch: () => void;
}

const dashboard = lazyPage(async () => (await import("../features/dashboards/DashboardPage")).DashboardPage);
const account = lazyPage(async () => (await import("../features/accounts/AccountPage")).AccountPage);
const accounts = lazyPage(async () => (await import("../features/accounts/AccountsPage")).AccountsPage);
const ownAccount = lazyPage(async () => (await import("../features/admin/OwnAccountPage")).OwnAccountPage);
const adminAttribute = lazyPage(async () => (await import("../features/admin/AttributePage")).AttributePage);
const adminAttributes = lazyPage(async () => (await import("../features/admin/AttributesPage")).AttributesPage);
const adminBroken = lazyPage(async () => (await import("../features/admin/BrokenPage")).BrokenPage);
const adminConnections = lazyPage(async () => (await import("../features/admin/ConnectionsPage")).ConnectionsPage);
const adminGroup = lazyPage(async () => (await import("../features/admin/GroupPage")).GroupPage);
const adminGroups = lazyPage(async () => (await import("../features/admin/GroupsPage")).GroupsPage);
const adminKeys = lazyPage(async () => (await import("../features/admin/KeysPage")).KeysPage);
const adminPlan = lazyPage(async () => (await import("../features/admin/plan/TrackingPlanPage")).TrackingPlanPage);
const adminPlanEvent = lazyPage(async () => (await import("../features/admin/plan/PlanEventPage")).PlanEventPage);
const adminQuarantine = lazyPage(async () => (await import("../features/admin/quarantine/QuarantinePage")).QuarantinePage);
const adminRole = lazyPage(async () => (await import("../features/admin/RolePage")).RolePage);
const adminRoles = lazyPage(async () => (await import("../features/admin/RolesPage")).RolesPage);
const adminSettings = lazyPage(async () => (await import("../features/admin/SettingsPage")).SettingsPage);
const adminTidy = lazyPage(async () => (await import("../features/admin/TidyPage")).TidyPage);
const adminUsage = lazyPage(async () => (await import("../features/admin/UsagePage")).UsagePage);
const adminUser = lazyPage(async () => (await import("../features/admin/UserPage")).UserPage);
const adminUsers = lazyPage(async () => (await import("../features/admin/UsersPage")).UsersPage);
const audit = lazyPage(async () => (await import("../features/admin/AuditPage")).AuditPage);
const queries = lazyPage(async () => (await import("../features/admin/QueriesPage")).QueriesPage);
const backfills = lazyPage(async () => (await import("../features/pipelines/BackfillsPage")).BackfillsPage);
const board = lazyPage(async () => (await import("../features/boards/BoardPage")).BoardPage);
const boards = lazyPage(async () => (await import("../features/boards/BoardsPage")).BoardsPage);
const catalogue = lazyPage(async () => (await import("../features/catalogue/CataloguePage")).CataloguePage);
const catalogueExplore = lazyPage(async () => (await import("../features/catalogue/ExploreDocsPage")).ExploreDocsPage);
const catalogueTable = lazyPage(async () => (await import("../features/catalogue/TablePage")).TablePage);
const lineage = lazyPage(async () => (await import("../features/catalogue/LineagePage")).LineagePage);
const alerts = lazyPage(async () => (await import("../features/alerts/AlertsPage")).AlertsPage);
const annotations = lazyPage(async () => (await import("../features/product/AnnotationsPage")).AnnotationsPage);
const chart = lazyPage(async () => (await import("../features/product/ChartPage")).ChartPage);
const chartTile = lazyPart(async () => (await import("../features/product/ChartTile")).ChartTile, <Skeleton shape="chart" />);
const chartFile: ChartTileFile = async (...asked) => (await import("../features/product/tileFile")).chartTileFile(...asked);
const cohort = lazyPage(async () => (await import("../features/product/cohorts/CohortPage")).CohortPage);
const cohorts = lazyPage(async () => (await import("../features/product/cohorts/CohortsPage")).CohortsPage);
const develop = lazyPage(async () => (await import("../features/develop/DevelopPage")).DevelopPage);
const events = lazyPage(async () => (await import("../features/product/EventsPage")).EventsPage);
const newCohort = lazyPage(async () => (await import("../features/product/cohorts/CohortEditor")).NewCohortPage);
const people = lazyPage(async () => (await import("../features/product/people/PeoplePage")).PeoplePage);
const person = lazyPage(async () => (await import("../features/product/people/PersonPage")).PersonPage);
const product = lazyPage(async () => (await import("../features/product/ProductPage")).ProductPage);
const savedChart = lazyPage(async () => (await import("../features/product/ChartPage")).SavedChartPage);
const explore = lazyPage(async () => (await import("../features/explore/ExplorePage")).ExplorePage);
const explores = lazyPage(async () => (await import("../features/explore/ExploresPage")).ExploresPage);
const folder = lazyPage(async () => (await import("../features/folders/FolderPage")).FolderPage);
const home = lazyPage(async () => (await import("../features/home/HomePage")).HomePage);
const look = lazyPage(async () => (await import("../features/looks/LookPage")).LookPage);
const merge = lazyPage(async () => (await import("../features/explore/merge/MergePage")).MergePage);
const metrics = lazyPage(async () => (await import("../features/metrics/MetricsPage")).MetricsPage);
const pipelines = lazyPage(async () => (await import("../features/pipelines/PipelinesPage")).PipelinesPage);
const run = lazyPage(async () => (await import("../features/pipelines/RunPage")).RunPage);
const shortLink = lazyPage(async () => (await import("../features/explore/ExplorePage")).ShortLink);
const sql = lazyPage(async () => (await import("../features/sql/SqlPage")).SqlPage);
const trash = lazyPage(async () => (await import("../features/folders/TrashPage")).TrashPage);
const table = lazyPage(async () => (await import("../features/pipelines/TablePage")).TablePage);

/** Every page inside the frame by its address. The names are Looker's, so that old links keep working. */
const ROUTES: readonly Route[] = [
    route("/", home, () => <home.Page />),
    route("/browse", folder, () => <folder.Page id={null} />),
    route("/folders", folder, () => <folder.Page id={null} />),
    route("/folders/home", folder, () => <folder.Page id={null} />),
    route("/folders/trash", trash, () => <trash.Page />),
    route("/folders/:id", folder, ({ id = "" }) => <folder.Page key={id} id={id} />),
    route("/looks/:id", look, ({ id = "" }) => <look.Page key={id} id={id} />),
    route("/dashboards/:id", dashboard, ({ id = "" }) => <dashboard.Page key={id} id={id} chartTile={chartTile.Page} chartFile={chartFile} />),
    route("/dashboards-next/:id", dashboard, ({ id = "" }) => <dashboard.Page key={id} id={id} chartTile={chartTile.Page} chartFile={chartFile} />),
    route("/explore", explores, () => <explores.Page />),
    route("/explore/merge", merge, () => <merge.Page />),
    route("/explore/:model/:explore", explore, ({ model = "", explore: name = "" }) => <explore.Page key={`${model} ${name}`} model={model} name={name} />),
    route("/product", product, () => <product.Page />),
    route("/product/cohorts", cohorts, () => <cohorts.Page />),
    route("/product/cohorts/new", newCohort, () => <newCohort.Page />),
    route("/product/cohorts/:name", cohort, ({ name = "" }) => <cohort.Page key={name} name={name} />),
    route("/product/people", people, () => <people.Page />),
    route("/product/people/:id", person, ({ id = "" }) => <person.Page key={id} id={id} />),
    route("/product/events", events, () => <events.Page />),
    route("/product/annotations", annotations, () => <annotations.Page />),
    route("/product/charts/:id", savedChart, ({ id = "" }) => <savedChart.Page key={id} id={id} />),
    route("/product/:kind", chart, ({ kind = "" }) => <chart.Page key={kind} kind={kind} />),
    route("/accounts", accounts, () => <accounts.Page nav={<CatalogueNav here="accounts" />} />),
    route("/accounts/:id", account, ({ id = "" }) => <account.Page key={`a ${id}`} what="accounts" id={id} />),
    route("/instances/:id", account, ({ id = "" }) => <account.Page key={`i ${id}`} what="instances" id={id} />),
    route("/alerts", alerts, () => <alerts.Page />),
    route("/charts", product, () => <product.Page />),
    route("/account", ownAccount, () => <ownAccount.Page />),
    route("/account/edit", ownAccount, () => <ownAccount.Page />),
    route("/admin", adminUsers, () => <adminUsers.Page />),
    route("/admin/users", adminUsers, () => <adminUsers.Page />),
    route("/admin/users/:id", adminUser, ({ id = "" }) => <adminUser.Page key={id} id={id} />),
    route("/admin/groups", adminGroups, () => <adminGroups.Page />),
    route("/admin/groups/:id", adminGroup, ({ id = "" }) => <adminGroup.Page key={id} id={id} />),
    route("/admin/roles", adminRoles, () => <adminRoles.Page />),
    route("/admin/roles/:id", adminRole, ({ id = "" }) => <adminRole.Page key={id} id={id} />),
    route("/admin/attributes", adminAttributes, () => <adminAttributes.Page />),
    route("/admin/attributes/:id", adminAttribute, ({ id = "" }) => <adminAttribute.Page key={id} id={id} />),
    route("/admin/connections", adminConnections, () => <adminConnections.Page />),
    route("/admin/keys", adminKeys, () => <adminKeys.Page />),
    route("/admin/tracking-plan", adminPlan, () => <adminPlan.Page />),
    route("/admin/tracking-plan/:name", adminPlanEvent, ({ name = "" }) => <adminPlanEvent.Page key={name} name={name} />),
    route("/admin/quarantine", adminQuarantine, () => <adminQuarantine.Page />),
    route("/admin/usage", adminUsage, () => <adminUsage.Page />),
    route("/admin/tidy", adminTidy, () => <adminTidy.Page />),
    route("/admin/broken", adminBroken, () => <adminBroken.Page />),
    route("/admin/settings", adminSettings, () => <adminSettings.Page />),
    route("/admin/audit", audit, () => <audit.Page />),
    route("/admin/queries", queries, () => <queries.Page />),
    route("/boards", boards, () => <boards.Page />),
    route("/browse/boards", boards, () => <boards.Page />),
    route("/boards/:id", board, ({ id = "" }) => <board.Page key={id} id={id} />),
    route("/browse/boards/:id", board, ({ id = "" }) => <board.Page key={id} id={id} />),
    route("/catalogue", catalogue, () => <catalogue.Page view="sources" />),
    route("/catalogue/tables", catalogue, () => <catalogue.Page key="tables" view="tables" />),
    route("/catalogue/tables/:name", catalogueTable, ({ name = "" }) => <catalogueTable.Page key={name} name={name} />),
    route("/catalogue/explores", catalogue, () => <catalogue.Page key="explores" view="explores" />),
    route("/catalogue/explores/:model/:explore", catalogueExplore, ({ model = "", explore = "" }) => <catalogueExplore.Page key={`${model} ${explore}`} model={model} name={explore} />),
    route("/catalogue/lineage", lineage, () => <lineage.Page />),
    route("/develop", develop, () => <develop.Page />),
    route("/metrics", metrics, () => <metrics.Page name={null} nav={<CatalogueNav here="metrics" />} />),
    route("/metrics/:name", metrics, ({ name = "" }) => <metrics.Page key={name} name={name} nav={<CatalogueNav here="metrics" />} />),
    route("/pipelines", pipelines, () => <pipelines.Page view="tables" />),
    route("/pipelines/schedules", pipelines, () => <pipelines.Page view="schedules" />),
    route("/pipelines/backfills", backfills, () => <backfills.Page />),
    route("/pipelines/graph", pipelines, () => <pipelines.Page view="graph" />),
    route("/pipelines/runs", pipelines, () => <pipelines.Page view="runs" />),
    route("/pipelines/runs/:id", run, ({ id = "" }) => <run.Page key={id} id={id} />),
    route("/pipelines/tables/:name", table, ({ name = "" }) => <table.Page key={name} name={name} />),
    route("/sql", sql, () => <sql.Page slug={null} />),
    route("/sql/:slug", sql, ({ slug = "" }) => <sql.Page slug={slug} />),
    route("/x/:slug", shortLink, ({ slug = "" }) => <shortLink.Page slug={slug} />),
];

function route<Props>(pattern: string, lazy: LazyPage<Props>, page: (values: Values) => JSX.Element): Route {
    return { pattern, page, fetch: lazy.fetch };
}

/** The page for a path, and what tells it from others: the same key keeps its state. */
export function pageFor(path: string): JSX.Element {
    for (const { pattern, page } of ROUTES) {
        const values = matchPath(pattern, path);
        if (values !== undefined) return page(values);
    }
    return <NotFound />;
}

/** Begins to fetch the code of the page for a path, before it is known who reads. */
export function fetchPage(path: string): void {
    ROUTES.find(({ pattern }) => matchPath(pattern, path) !== undefined)?.fetch();
}
