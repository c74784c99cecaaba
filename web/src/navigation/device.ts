/**
 * What readers leave in this browser beyond a tab, each for themselves. Traces (what was visited, what ran) are gone when somebody signs out;
 * what a reader named stays until they take it away, and is shown to nobody else. A session that merely ends takes nothing.
 */
type Lasting = "trace" | "own";

let reader = "";

/** Says whose everything is from now on. */
export function claimDevice(id: string): void {
    reader = id;
}

export function readDevice(lasting: Lasting, name: string): unknown {
    try {
        return JSON.parse(window.localStorage.getItem(keyOf(lasting, name)) ?? "null");
    } catch {
        return null;
    }
}

/** False where the browser keeps nothing: storage can be switched off or full. */
export function writeDevice(lasting: Lasting, name: string, value: unknown): boolean {
    try {
        window.localStorage.setItem(keyOf(lasting, name), JSON.stringify(value));
        return true;
    } catch {
        return false;
    }
}

/** Forgets what the reader visited and ran. */
export function forgetTraces(): void {
    try {
        const own = Object.keys(window.localStorage).filter((key) => key.startsWith("soundings trace ") && key.endsWith(` ${reader}`));
        for (const key of own) window.localStorage.removeItem(key);
    } catch {
        // Nothing is kept where it is switched off.
    }
}

function keyOf(lasting: Lasting, name: string): string {
    return `soundings ${lasting} ${name} ${reader}`;
}
