/** The changes of one file. */
export interface FileDiff {
    readonly path: string;
    readonly added: number;
    readonly removed: number;
    readonly lines: readonly DiffLine[];
}

export interface DiffLine {
    readonly kind: "same" | "added" | "removed" | "gap";
    readonly text: string;
    /** Line numbers before and after; null where the line isn't in it. */
    readonly before: number | null;
    readonly after: number | null;
}

/** Reads what `git diff` writes. */
export function readDiff(text: string): readonly FileDiff[] {
    return text.split(/^(?=diff --git )/m).filter((part) => part.startsWith("diff --git ")).map(readFile);
}

function readFile(part: string): FileDiff {
    const lines: DiffLine[] = [];
    let path = "";
    let [before, after] = [0, 0];
    let inside = false;
    for (const line of part.split("\n")) {
        const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)$/.exec(line);
        if (hunk !== null) {
            [before, after] = [Number(hunk[1]), Number(hunk[2])];
            if (inside || before > 1) lines.push({ kind: "gap", text: (hunk[3] ?? "").trim(), before: null, after: null });
            inside = true;
        } else if (!inside) {
            const named = /^(?:---|\+\+\+) [ab]\/(.*?)\t?$/.exec(line);
            if (named?.[1] !== undefined) path = named[1];
            else if (path === "") path = /^diff --git a\/(.*) b\//.exec(line)?.[1] ?? "";
        } else if (line.startsWith("+")) {
            lines.push({ kind: "added", text: line.slice(1), before: null, after: after++ });
        } else if (line.startsWith("-")) {
            lines.push({ kind: "removed", text: line.slice(1), before: before++, after: null });
        } else if (line.startsWith(" ")) {
            lines.push({ kind: "same", text: line.slice(1), before: before++, after: after++ });
        }
    }
    const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
    return { path, added: count("added"), removed: count("removed"), lines };
}
