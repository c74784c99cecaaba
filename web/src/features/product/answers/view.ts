import type { ChartPoint } from "../../../api/charts";
import type { CartesianChart, ScatterChart } from "../../../charts/description";
import type { Picked } from "../../../charts/pick";

/** What a chart's page shows of an answer. Made from the answer and the definition alone. */
export interface ChartView {
    /** The few numbers that answer the question, above the picture. */
    readonly figures: readonly BigFigure[];
    readonly picture: ProductPicture | null;
    readonly table: AnswerTable;
    /** The picture in a sentence. */
    readonly summary: string;
    /** Whether nothing was found at all. */
    readonly isEmpty: boolean;
}

export interface BigFigure {
    readonly label: string;
    readonly text: string;
    /** "+4.2% on the 30 days before" */
    readonly detail: string;
    readonly point: ChartPoint | null;
}

export type ProductPicture =
    | { readonly is: "chart"; readonly chart: CartesianChart; readonly pointOf: (picked: Picked) => ChartPoint | null }
    | { readonly is: "scatter"; readonly chart: ScatterChart }
    /** `named`: the series have names that say more than that they are all. */
    | { readonly is: "funnel"; readonly steps: readonly FunnelStep[]; readonly series: readonly FunnelSeries[]; readonly named: boolean }
    | { readonly is: "flow"; readonly flow: Flow }
    | { readonly is: "cohorts" };

export interface FunnelStep {
    readonly name: string;
    readonly optional: boolean;
}

/** How many reached each step. */
export interface FunnelSeries {
    readonly name: string;
    readonly colour: number | "other";
    readonly steps: ReadonlyArray<{
        readonly count: number;
        /** Of those at the first step, between 0 and 1; null where there are none. */
        readonly share: number | null;
        readonly ofBefore: number | null;
        readonly dropped: number;
        readonly medianSeconds: number | null;
        readonly reached: ChartPoint;
        readonly lost: ChartPoint | null;
    }>;
}

export interface FlowNode {
    readonly name: string;
    readonly kind: string;
    readonly count: number;
    readonly share: number;
    readonly ended: number;
    readonly point: ChartPoint | null;
}

export interface FlowEdge {
    /** The column that it leaves, from 0. */
    readonly column: number;
    readonly from: string;
    readonly to: string;
    readonly toKind: string;
    readonly count: number;
    readonly share: number;
    readonly seconds: number | null;
    readonly point: ChartPoint | null;
}

export interface Flow {
    readonly paths: number;
    readonly columns: ReadonlyArray<readonly FlowNode[]>;
    readonly edges: readonly FlowEdge[];
    /** Whether paths lead to the first column, not away from it. */
    readonly backward: boolean;
}

export interface AnswerTable {
    readonly columns: ReadonlyArray<{ readonly title: string; readonly right: boolean }>;
    readonly rows: readonly AnswerRow[];
}

export interface AnswerRow {
    readonly cells: readonly AnswerCell[];
    readonly strong: boolean;
}

export interface AnswerCell {
    readonly text: string;
    /** Behind it stand people that can be listed. */
    readonly point: ChartPoint | null;
    /** Who they are, for the heading of their list. */
    readonly who: string;
    /** How deep it is coloured, between 0 and 1; null for not at all. */
    readonly shade: number | null;
    /** The number will still change. */
    readonly running: boolean;
}

export function cell(text: string, more: Partial<AnswerCell> = {}): AnswerCell {
    return { text, point: null, who: "", shade: null, running: false, ...more };
}
