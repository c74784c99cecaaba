import { fetchDeletedCharts, fetchSavedCharts, restoreChart } from "../../api/charts";
import type { SavedChart } from "../../api/charts";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { KINDS, kindOf } from "./kinds";
import { ProductNav } from "./ProductNav";
import { chartAddress, savedChartAddress } from "./state/address";
import { Trash } from "./Trash";

/** Where product analytics begins: charts that are kept, and the question that each kind of chart answers. */
export function ProductPage(): JSX.Element {
    useTitle("Product analytics");
    const saved = useResource("charts", fetchSavedCharts, { freshFor: 60_000 });
    return (
        <>
            <header className="page-head">
                <h1>Product analytics</h1>
                <p className="page-text">What users do in the product, event by event. Every number leads to the users behind it.</p>
            </header>
            <ProductNav here="charts" />
            <section className="home-section" aria-labelledby="kinds">
                <h2 id="kinds">Ask something</h2>
                <ul className="kind-cards">
                    {KINDS.map((kind) => (
                        <li key={kind.id}>
                            <Link className="card kind-card" href={chartAddress({ chart: kind.id })}>
                                <span className="kind-name"><Icon name={kind.icon} /> <strong>{kind.label}</strong></span>
                                <span className="card-text">{kind.question}</span>
                            </Link>
                        </li>
                    ))}
                </ul>
            </section>
            <section className="home-section" aria-labelledby="saved">
                <h2 id="saved">Saved charts</h2>
                {saved.error !== null && saved.value === undefined && <Problem error={saved.error} what="list of charts" onRetry={saved.reload} />}
                {saved.value === undefined && saved.error === null && <div role="status" aria-busy="true" aria-label="Charts are loading"><Skeleton shape="lines" /></div>}
                {saved.value !== undefined && (saved.value.length === 0
                    ? <Notice title="No chart is saved yet.">Ask something above, then save it.</Notice>
                    : <ul className="content-list framed">{saved.value.map((chart) => <li key={chart.id}><SavedRow chart={chart} /></li>)}</ul>)}
                <Trash what="chart" load={fetchDeletedCharts} restore={restoreChart} onRestored={saved.reload} />
            </section>
        </>
    );
}

function SavedRow({ chart }: { chart: SavedChart }): JSX.Element {
    const kind = kindOf(chart.kind);
    return (
        <>
            <Icon name={kind?.icon ?? "line"} />
            <div>
                <Link href={savedChartAddress(chart.id)}>{chart.title}</Link> <span className="muted">{kind?.label ?? chart.kind}{chart.userName === "" ? "" : `, by ${chart.userName}`}</span>
                {chart.description !== "" && <p className="card-text">{chart.description}</p>}
            </div>
        </>
    );
}
