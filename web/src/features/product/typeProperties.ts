import type { EventProperties } from "../../api/events";
import type { PlannedProperty } from "../../api/trackingPlan";
import { typeInWords } from "../../results/planned";

/** A property of a type of events: how often it came, and what is planned of it. */
export interface TypeProperty {
    readonly name: string;
    readonly often: string;
    /** "" where it is not planned of this type. */
    readonly planned: string;
    readonly description: string;
}

/** How charts call what is planned of an event. */
const nameOf = (property: PlannedProperty): string => `event.${property.name}`;

/** Those that came, and then those that are planned and did not come lately. */
export function typeProperties({ lookedAt, properties, plan }: EventProperties): TypeProperty[] {
    const planned = new Map((plan?.properties ?? []).map((property) => [nameOf(property), property]));
    const came = properties.map(({ name, count, description }) => {
        const plans = planned.get(name);
        planned.delete(name);
        return { name, often: `on ${Math.round(count / Math.max(1, lookedAt) * 100)}%`, planned: plans === undefined ? "" : typeInWords(plans), description };
    });
    return [...came, ...[...planned].map(([name, property]) => ({ name, often: "on no recent event", planned: typeInWords(property), description: property.description }))];
}
