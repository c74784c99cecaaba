/** The value of `candidates` nearest to `text`, if it is near enough to be a slip of the pen; upper case counts as lower. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
    const wanted = text.toLowerCase();
    let best: string | undefined;
    let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
    for (const candidate of candidates) {
        const distance = edits(wanted, candidate.toLowerCase());
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

/** How many letters must be inserted, removed or replaced (Levenshtein). */
function edits(left: string, right: string): number {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= right.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}
