import { Link } from "../../navigation/Link";

const PLACES = [["charts", "/product", "Charts"], ["cohorts", "/product/cohorts", "Cohorts"], ["people", "/product/people", "Users"], ["events", "/product/events", "Events"], ["annotations", "/product/annotations", "Annotations"]] as const;

/** The parts of product analytics. */
export function ProductNav({ here }: { here: "charts" | "cohorts" | "people" | "events" | "annotations" }): JSX.Element {
    return (
        <nav className="subnav" aria-label="Product analytics">
            {PLACES.map(([id, href, label]) => <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{label}</Link>)}
        </nav>
    );
}
