import { object } from "../../../api/reading";
import type { QueryResult } from "../../../api/result";
import type { VisSettings } from "../../../charts/vis";

/** What every part of the settings knows and does. */
export interface PanelProps {
    readonly type: string;
    readonly config: Readonly<Record<string, unknown>>;
    readonly vis: VisSettings;
    readonly result: QueryResult | undefined;
    /** Changes some keys; undefined takes one away. Settings of other chart types stay, for when the type comes back. */
    readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
}

/** A setting that maps names to values; empty where it is not set. */
export function recordOf(config: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
    return object(config[key]);
}
