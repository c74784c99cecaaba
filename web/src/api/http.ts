import { isObject, list, object, text, textOrNull } from "./reading";

/** What went wrong, as far as a reader can do something about it. */
export type FailureKind =
    | "offline"        // no answer at all
    | "signed-out"     // 401
    | "forbidden"      // 403
    | "missing"        // 404: unknown, or not visible for this reader
    | "refused"        // the request itself is at fault; the message says how
    | "busy"           // 429, 503: try again
    | "broken"         // the server's fault
    | "cancelled";     // the reader's own wish

/** What is wrong with one part of a request: `steps[1].event`. */
export interface FieldProblem {
    readonly field: string;
    readonly message: string;
}

/** A request that brought no answer. The message is a sentence for people. */
export class ApiError extends Error {
    readonly kind: FailureKind;
    readonly status: number;
    /** What the server would have understood instead, if it said so. */
    readonly suggestion: string | null;
    /** Which parts of the request are at fault, and why; empty where the server names none. */
    readonly problems: readonly FieldProblem[];

    constructor(kind: FailureKind, status: number, message: string, suggestion: string | null = null, problems: readonly FieldProblem[] = []) {
        super(message);
        this.name = "ApiError";
        this.kind = kind;
        this.status = status;
        this.suggestion = suggestion;
        this.problems = problems;
    }
}

interface Options {
    method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    body?: unknown;
    /** The version of what is changed that was looked at; another one is refused. */
    version?: number;
    signal?: AbortSignal;
}

const signedOutListeners = new Set<() => void>();

/** Calls `listener` whenever an answer says that there is no session (any more). */
export function onSignedOut(listener: () => void): () => void {
    signedOutListeners.add(listener);
    return () => signedOutListeners.delete(listener);
}

/** Asks our server and reads its JSON. Throws `ApiError`, or the abort's own error when `signal` fires. */
export async function requestJSON(path: string, options: Options = {}): Promise<unknown> {
    const response = await request(path, options);
    if (response.status === 204) return null;
    try {
        return await response.json() as unknown;
    } catch (error) {
        if (options.signal?.aborted) throw error;
        throw new ApiError("broken", response.status, "The server's answer could not be read. Try again.");
    }
}

/** Asks our server for a file. */
export async function requestFile(path: string, options: Options = {}): Promise<Blob> {
    return (await request(path, options)).blob();
}

/** Asks our server and reads an answer of many lines of JSON, each as soon as it has come. */
export async function requestLines(path: string, take: (line: unknown) => void, options: Options = {}): Promise<void> {
    const response = await request(path, options);
    const reader = response.body?.getReader();
    if (reader === undefined) return;
    const decoder = new TextDecoder();
    let rest = "";
    try {
        for (;;) {
            const { done, value } = await reader.read();
            rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
            const lines = rest.split("\n");
            rest = lines.pop() ?? "";
            for (const line of lines) if (line !== "") take(JSON.parse(line));
            if (done) return;
        }
    } catch (error) {
        if (options.signal?.aborted) throw error;
        throw new ApiError("broken", response.status, "The server's answer broke off. Try again.");
    }
}

async function request(path: string, { method = "GET", body, version, signal }: Options): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    // A page of another site can't send this header; the server asks for it wherever something could change.
    if (method !== "GET") headers["X-Soundings-Request"] = "1";
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (version !== undefined) headers["If-Match"] = `"${version}"`;
    let response: Response;
    try {
        response = await fetch(path, {
            method, headers, signal: signal ?? null, credentials: "same-origin", redirect: "error",
            body: body === undefined ? null : JSON.stringify(body),
        });
    } catch (error) {
        if (signal?.aborted) throw error;
        throw new ApiError("offline", 0, "The server can't be reached. Check the connection, then try again.");
    }
    if (response.ok) return response;
    const failure = await describeFailure(response);
    if (failure.kind === "signed-out") for (const listener of signedOutListeners) listener();
    throw failure;
}

async function describeFailure(response: Response): Promise<ApiError> {
    let said: unknown = null;
    try {
        said = await response.json() as unknown;
    } catch {
        // A proxy in between may answer with a page of its own; the status is then all we know.
    }
    const body = object(said);
    const problems = list(body["errors"], (item) => ({ field: text(object(item)["field"]), message: text(object(item)["message"]) }));
    const details = problems.map(({ message }) => message).filter((line) => line !== "");
    let message = text(body["message"]);
    if (details.length > 0 && (message === "" || message === "Validation Failed")) message = details.join(" ");
    const suggestion = isObject(said) ? textOrNull(body["suggestion"]) : null;
    const kind = kindOf(response.status);
    return new ApiError(kind, response.status, message === "" ? standardMessage(kind) : message, suggestion, problems);
}

function kindOf(status: number): FailureKind {
    switch (status) {
        case 401: return "signed-out";
        case 403: return "forbidden";
        case 404: return "missing";
        case 429: case 503: return "busy";
        default: return status >= 500 ? "broken" : "refused";
    }
}

function standardMessage(kind: FailureKind): string {
    switch (kind) {
        case "offline": return "The server can't be reached. Check the connection, then try again.";
        case "signed-out": return "You are not signed in.";
        case "forbidden": return "You may not see this.";
        case "missing": return "There is nothing here, or you may not see it.";
        case "refused": return "The server did not accept the request.";
        case "busy": return "The server is busy. Try again in a moment.";
        case "cancelled": return "Cancelled.";
        case "broken": return "The server failed to answer. Try again; if it stays like this, tell who runs it.";
    }
}
