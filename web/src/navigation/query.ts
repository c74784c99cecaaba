/** The part of an address after `?`: names and values in order. Names may repeat; the last one wins. */
export type QueryPairs = ReadonlyArray<readonly [string, string]>;

/** Reads `a=b&c=d`, with or without the leading `?`. `+` and `%20` are blanks; broken escapes stay as they are. */
export function readQuery(text: string): QueryPairs {
    return [...new URLSearchParams(text).entries()];
}

/** Writes pairs so that people can read them: blanks as `+`, and `,` `/` `:` `[` `]` as themselves. */
export function writeQuery(pairs: QueryPairs): string {
    return pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join("&");
}

export function address(path: string, query: QueryPairs): string {
    const text = writeQuery(query);
    return text === "" ? path : `${path}?${text}`;
}

/** The value of `name`; undefined when the name is absent, which is not the same as empty. */
export function valueOf(pairs: QueryPairs, name: string): string | undefined {
    let found: string | undefined;
    for (const [key, value] of pairs) if (key === name) found = value;
    return found;
}

/** The pairs with `name` set to `value` where it stood, or at the end; undefined takes it away. */
export function withValue(pairs: QueryPairs, name: string, value: string | undefined): QueryPairs {
    const kept: Array<readonly [string, string]> = [];
    let placed = false;
    for (const pair of pairs) {
        if (pair[0] !== name) {
            kept.push(pair);
        } else if (value !== undefined && !placed) {
            kept.push([name, value]);
            placed = true;
        }
    }
    if (value !== undefined && !placed) kept.push([name, value]);
    return kept;
}

function escape(text: string): string {
    return encodeURIComponent(text).replace(/%20|%2C|%2F|%3A|%5B|%5D/g, (code) => {
        switch (code) {
            case "%20": return "+";
            case "%2C": return ",";
            case "%2F": return "/";
            case "%3A": return ":";
            case "%5B": return "[";
            default: return "]";
        }
    });
}
