import type { Lineage } from "../../api/lineage";

/** More things alike than this are drawn as one. */
const MOST_ALIKE = 8;

/** Things of one kind that stand between the same neighbours: drawn one by one they make a column without an end. */
export interface LineageFold {
    /** Of its node in the graph. */
    readonly id: string;
    readonly kind: string;
    readonly members: readonly string[];
}

/** What is drawn as one, unless its kind is among `unfolded`. */
export function lineageFolds(lineage: Lineage, unfolded: ReadonlySet<string>): readonly LineageFold[] {
    const around = new Map<string, string[]>();
    const note = (key: string, neighbour: string) => {
        const known = around.get(key);
        if (known === undefined) around.set(key, [neighbour]);
        else known.push(neighbour);
    };
    for (const { from, to } of lineage.edges) {
        note(from, `> ${to}`);
        note(to, `< ${from}`);
    }
    const alike = new Map<string, { readonly kind: string; readonly members: string[] }>();
    for (const [key, thing] of lineage.things) {
        if (lineage.distances.get(key) === 0 || unfolded.has(thing.kind)) continue;
        const place = `${thing.kind} ${[...around.get(key) ?? []].sort().join(" ")}`;
        const group = alike.get(place);
        if (group === undefined) alike.set(place, { kind: thing.kind, members: [key] });
        else group.members.push(key);
    }
    return [...alike.values()].filter(({ members }) => members.length > MOST_ALIKE)
        .map(({ kind, members }) => ({ id: `fold ${members[0] ?? ""}`, kind, members }));
}
