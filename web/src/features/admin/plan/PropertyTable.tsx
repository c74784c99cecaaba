import { useSession } from "../../../api/SessionContext";
import type { Deviation, PlanEventPage, PlanProperty } from "../../../api/trackingPlan";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { typeInWords } from "../../../results/planned";
import { moment } from "../../../words/moment";
import { deviationInWords, seenInWords } from "./planWords";

/** The properties of an event: planned, as they came, and where the two differ. */
export function PropertyTable({ event }: { event: PlanEventPage }): JSX.Element {
    const { project: { timezone } } = useSession();
    if (event.properties.length === 0) return <Notice title={event.isPlanned ? "No property is planned, and none came." : "It came without properties."} />;
    const columns: ReadonlyArray<ListColumn<PlanProperty>> = [
        { key: "name", label: "Property", by: (property) => property.name, cell: (property) => (
            <span className="plan-name"><span>{property.name}</span>{property.description !== "" && <span className="muted">{property.description}</span>}</span>
        ) },
        { key: "planned", label: "Planned", by: planned, cell: (property) => <span className={property.plannedFor === "nobody" || property.plannedFor === "sdk" ? "muted" : "plan-planned"}>{planned(property)}</span> },
        { key: "problems", label: "Not as planned", by: (property) => mostOf(property), downFirst: true, cell: (property) => (property.deviations.length === 0 ? "" : (
            <ul className="plan-deviations">{property.deviations.map((deviation) => (
                <li key={deviation.code}>
                    <span className="tag bad">{deviationInWords(deviation, property, event.lookedAt)}</span>
                    <span className="muted">{exampleOf(deviation, timezone)}</span>
                </li>
            ))}</ul>
        )) },
        { key: "seen", label: "Came", by: (property) => property.seen, downFirst: true, cell: (property) => <span className={property.seen === 0 ? "muted" : undefined}>{seenInWords(property, event.lookedAt)}</span> },
        { key: "values", label: "Frequent values", cell: (property) => <span className="plan-values">{property.seenValues.map((value, index) => <code key={index}>{value}</code>)}</span> },
    ];
    return (
        <>
            <ListTable label={`Properties of ${event.name}`} columns={columns} rows={event.properties} id={(property) => property.name} sort="-problems" />
            {event.lookedAt > 0 && <p className="muted">As {event.lookedAt === 1 ? "the newest event has" : `the ${event.lookedAt.toLocaleString("en-US")} newest events have`} them.</p>}
        </>
    );
}

function planned(property: PlanProperty): string {
    switch (property.plannedFor) {
        case "event": return typeInWords(property);
        case "all": return `${typeInWords(property)}, for all events`;
        case "sdk": return "by the SDK";
        case "nobody": return "no";
    }
}

function mostOf(property: PlanProperty): number {
    return property.deviations.reduce((most, deviation) => Math.max(most, deviation.count), 0);
}

function exampleOf(deviation: Deviation, timezone: string): string {
    const value = deviation.example.value;
    return `${value === null ? "" : `${value}, `}${moment(deviation.example.time, timezone)}`;
}
