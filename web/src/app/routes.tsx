import { DashboardPage } from "../features/dashboards/DashboardPage";
import { ExplorePage, ShortLink } from "../features/explore/ExplorePage";
import { ExploresPage } from "../features/explore/ExploresPage";
import { FolderPage } from "../features/folders/FolderPage";
import { HomePage } from "../features/home/HomePage";
import { LookPage } from "../features/looks/LookPage";
import { MetricsPage } from "../features/metrics/MetricsPage";
import { PipelinesPage } from "../features/pipelines/PipelinesPage";
import { RunPage } from "../features/pipelines/RunPage";
import { TablePage } from "../features/pipelines/TablePage";
import { matchPath } from "../navigation/location";
import { NotFound } from "./NotFound";

type Values = Readonly<Record<string, string>>;

/** Every page inside the frame by its address. The names are Looker's, so that old links keep working. */
const ROUTES: ReadonlyArray<readonly [string, (values: Values) => JSX.Element]> = [
    ["/", () => <HomePage />],
    ["/browse", () => <FolderPage id={null} />],
    ["/folders", () => <FolderPage id={null} />],
    ["/folders/home", () => <FolderPage id={null} />],
    ["/folders/:id", ({ id = "" }) => <FolderPage key={id} id={id} />],
    ["/looks/:id", ({ id = "" }) => <LookPage key={id} id={id} />],
    ["/dashboards/:id", ({ id = "" }) => <DashboardPage key={id} id={id} />],
    ["/dashboards-next/:id", ({ id = "" }) => <DashboardPage key={id} id={id} />],
    ["/explore", () => <ExploresPage />],
    ["/explore/:model/:explore", ({ model = "", explore = "" }) => <ExplorePage key={`${model} ${explore}`} model={model} name={explore} />],
    ["/metrics", () => <MetricsPage name={null} />],
    ["/metrics/:name", ({ name = "" }) => <MetricsPage key={name} name={name} />],
    ["/pipelines", () => <PipelinesPage view="tables" />],
    ["/pipelines/runs", () => <PipelinesPage view="runs" />],
    ["/pipelines/runs/:id", ({ id = "" }) => <RunPage key={id} id={id} />],
    ["/pipelines/tables/:name", ({ name = "" }) => <TablePage key={name} name={name} />],
    ["/x/:slug", ({ slug = "" }) => <ShortLink slug={slug} />],
];

/** The page for a path, and what tells it from others: the same key keeps its state. */
export function pageFor(path: string): JSX.Element {
    for (const [pattern, page] of ROUTES) {
        const values = matchPath(pattern, path);
        if (values !== undefined) return page(values);
    }
    return <NotFound />;
}
