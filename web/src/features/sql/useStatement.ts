import { useState } from "react";
import { cache } from "../../api/cache";
import { ApiError } from "../../api/http";
import { changeStatement, fetchStatement, fetchStatements, restoreStatement, saveStatement, trashStatement } from "../../api/statements";
import type { StatementBody, StatementDetail, StatementWords } from "../../api/statements";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { tell } from "../../components/tell";

/** A saved statement and what can be done with it. */
export interface Keeping {
    readonly resource: Resource<StatementDetail>;
    readonly busy: boolean;
    /** Why saving did not work; "" where it did. */
    readonly problem: string;
    /** Whether somebody else has saved it meanwhile. */
    readonly conflict: boolean;
    readonly forget: () => void;
    /** Saves over `version`. */
    readonly save: (version: number, body: StatementBody) => Promise<void>;
    /** Throws what is in the way. */
    readonly describe: (version: number, words: StatementWords) => Promise<void>;
    readonly throwAway: (done: () => void) => Promise<void>;
}

const nameOf = (id: string): string => `statement ${id}`;

/** The lists of statements are asked for again when somebody looks at them. */
export function forgetStatements(): void {
    cache.reload("statements", fetchStatements);
}

/** Saves a new statement, and knows it from then on. */
export async function keepAnew(words: StatementWords, body: StatementBody): Promise<StatementDetail> {
    const made = await saveStatement(words, body);
    forgetStatements();
    return made;
}

/** @param id null for what is not saved. */
export function useStatement(id: string | null): Keeping {
    const resource = useResource(id === null ? undefined : nameOf(id), (signal) => fetchStatement(id ?? "", signal));
    const [busy, setBusy] = useState(false);
    const [refusal, setRefusal] = useState<{ readonly message: string; readonly conflict: boolean } | null>(null);
    const forget = () => setRefusal(null);

    function changed(now: StatementDetail): void {
        cache.reload(nameOf(now.id), () => Promise.resolve(now));
        forgetStatements();
    }

    async function save(version: number, body: StatementBody): Promise<void> {
        setBusy(true);
        forget();
        try {
            changed(await changeStatement(id ?? "", version, { body }));
            tell("Saved.");
        } catch (error) {
            setRefusal({ message: error instanceof ApiError ? error.message : "It could not be saved. Try again.", conflict: error instanceof ApiError && error.status === 412 });
        } finally {
            setBusy(false);
        }
    }

    async function throwAway(done: () => void): Promise<void> {
        try {
            await trashStatement(id ?? "");
            done();
            forgetStatements();
            tell(`${resource.value?.title ?? "It"} is in the trash.`, async () => {
                await restoreStatement(id ?? "");
                forgetStatements();
            });
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "It could not be moved to the trash. Try again.");
        }
    }

    return {
        resource, busy, problem: refusal?.message ?? "", conflict: refusal?.conflict ?? false, forget, save, throwAway,
        describe: async (version, words) => {
            changed(await changeStatement(id ?? "", version, { words }));
        },
    };
}
