import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";

export type KeyKind = "ingestion" | "secret";

/** A key of a program. Its text is known only to whoever made it. */
export interface ProgramKey {
    /** Ingestion keys let events in; secret keys read them through Amplitude's APIs. */
    readonly kind: KeyKind;
    readonly id: string;
    readonly name: string;
    readonly project: number;
    /** How it begins. */
    readonly prefix: string;
    readonly createdAt: string;
    /** "" while it is valid. */
    readonly revokedAt: string;
    /** Whether people can be erased with it. */
    readonly mayErase: boolean;
}

const KEYS = "/api/v1/keys";

export async function fetchKeys(signal: AbortSignal): Promise<ProgramKey[]> {
    const keys = object(await requestJSON(KEYS, { signal }));
    const read = (kind: KeyKind) => list(keys[kind], (item): ProgramKey => {
        const key = object(item);
        return {
            kind, id: text(key["id"]), name: text(key["name"]), project: number(key["project"], 1), prefix: text(key["prefix"]), createdAt: text(key["created_at"]), revokedAt: text(key["revoked_at"]),
            mayErase: flag(key["may_erase"]),
        };
    });
    return [...read("ingestion"), ...read("secret")];
}

/** Makes a key and gives its text, which no later answer has. */
export async function makeKey(kind: KeyKind, name: string, project: number, mayErase: boolean): Promise<string> {
    return text(object(await requestJSON(KEYS, { method: "POST", body: { kind, name, project, ...(kind === "secret" ? { may_erase: mayErase } : {}) } }))["key"]);
}

/** Ends a key for good. */
export async function revokeKey(kind: KeyKind, id: string): Promise<void> {
    await requestJSON(`${KEYS}/${kind}/${encodeURIComponent(id)}`, { method: "DELETE" });
}
