import { SubNav } from "../../components/SubNav";

const PLACES = [["charts", "/product", "Charts"], ["cohorts", "/product/cohorts", "Cohorts"], ["people", "/product/people", "Users"], ["events", "/product/events", "Events"], ["annotations", "/product/annotations", "Annotations"]] as const;

/** The parts of product analytics. */
export function ProductNav({ here }: { here: "charts" | "cohorts" | "people" | "events" | "annotations" }): JSX.Element {
    return <SubNav label="Product analytics" places={PLACES} here={here} />;
}
