/**
 * JSON as an address can carry it and people can read it:
 *
 *     {"last": 12, "unit": "week"}          (last:12,unit:week)
 *     ["Search", {"event": "View blob"}]    [Search,(event:View blob)]
 *     "12", "it's", ""                      '12', 'it''s', ''
 *
 * Texts stand between quotes where they would be read as something else. Every value comes back as it was.
 */
export function writeNotation(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(writeNotation).join(",")}]`;
    if (typeof value === "object" && value !== null) {
        return `(${Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => `${writeKey(key)}:${writeNotation(each)}`).join(",")})`;
    }
    if (typeof value === "string") return isBare(value) ? value : quoted(value);
    return value === undefined ? "null" : String(value);
}

/** What `text` says; undefined where it can't be read. */
export function readNotation(text: string): unknown {
    const reader = new Reader(text);
    const value = reader.value(0);
    return reader.failed || !reader.atEnd ? undefined : value;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const DEEPEST = 40;

function writeKey(key: string): string {
    return /^[A-Za-z_][\w]*$/.test(key) ? key : quoted(key);
}

function isBare(text: string): boolean {
    return text !== "" && text.trim() === text && !/[()[\],']/.test(text) && !NUMBER.test(text) && !/^(?:true|false|null)$/.test(text);
}

function quoted(text: string): string {
    return `'${text.replace(/'/g, "''")}'`;
}

class Reader {
    failed = false;
    private at = 0;

    constructor(private readonly text: string) {}

    get atEnd(): boolean {
        return this.at >= this.text.length;
    }

    value(depth: number): unknown {
        if (depth > DEEPEST) return this.fail();
        switch (this.text[this.at]) {
            case "(": return this.object(depth);
            case "[": return this.list(depth);
            case "'": return this.quoted();
            default: return bare(this.until(/[()[\],']/));
        }
    }

    private object(depth: number): unknown {
        const result: Record<string, unknown> = {};
        this.at += 1;
        if (this.take(")")) return result;
        do {
            const key = this.text[this.at] === "'" ? this.quoted() : this.until(/[()[\],':]/);
            if (key === "" || !this.take(":")) return this.fail();
            // A plain assignment would lose a key called __proto__.
            Object.defineProperty(result, key, { value: this.value(depth + 1), enumerable: true, writable: true, configurable: true });
        } while (!this.failed && this.take(","));
        return this.take(")") ? result : this.fail();
    }

    private list(depth: number): unknown {
        const result: unknown[] = [];
        this.at += 1;
        if (this.take("]")) return result;
        do result.push(this.value(depth + 1));
        while (!this.failed && this.take(","));
        return this.take("]") ? result : this.fail();
    }

    private quoted(): string {
        let result = "";
        this.at += 1;
        while (!this.atEnd) {
            const letter = this.text[this.at] ?? "";
            this.at += 1;
            if (letter !== "'") {
                result += letter;
            } else if (this.text[this.at] === "'") {
                result += letter;
                this.at += 1;
            } else {
                return result;
            }
        }
        this.fail();
        return result;
    }

    private until(end: RegExp): string {
        const rest = this.text.slice(this.at);
        const length = rest.search(end);
        const part = length < 0 ? rest : rest.slice(0, length);
        this.at += part.length;
        return part;
    }

    private take(letter: string): boolean {
        if (this.text[this.at] !== letter) return false;
        this.at += 1;
        return true;
    }

    private fail(): undefined {
        this.failed = true;
        return undefined;
    }
}

function bare(text: string): unknown {
    if (text === "true") return true;
    if (text === "false") return false;
    if (text === "null") return null;
    return NUMBER.test(text) ? Number(text) : text;
}
