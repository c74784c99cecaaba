import { useState } from "react";
import { ApiError } from "../../../api/http";
import type { QueryBody } from "../../../api/queries";
import { storeQuery } from "../../../api/saving";
import { Button } from "../../../components/Button";
import { navigate } from "../../../navigation/location";
import { readQuery } from "../../../navigation/query";
import { mergeAddress, readMerge, withSource } from "./merge";

interface Props {
    readonly query: QueryBody;
    /** The place in the merge that the reader came from, with the merge's address: `1?/explore/merge?of=12`. */
    readonly merge: string;
    readonly onSaid: (sentence: string) => void;
}

/** Brings a query to the merged results that it was made for. */
export function ToMerge({ query, merge, onSaid }: Props): JSX.Element {
    const [busy, setBusy] = useState(false);

    async function bring(): Promise<void> {
        setBusy(true);
        const place = Number.parseInt(merge, 10);
        const known = readMerge(readQuery(merge.split("?").slice(2).join("?")));
        await toMerge(query, (id) => mergeAddress(withSource(known, Number.isInteger(place) ? place : known.sources.length, id)), onSaid);
        setBusy(false);
    }

    return <Button icon="check" disabled={busy} onClick={() => void bring()}>To the merged results</Button>;
}

/** Stores a query and goes to where it is merged. */
export async function toMerge(query: QueryBody, addressWith: (id: string) => string, onSaid: (sentence: string) => void): Promise<void> {
    try {
        navigate(addressWith((await storeQuery(query)).id));
    } catch (error) {
        onSaid(error instanceof ApiError ? error.message : "The query could not be kept. Try again.");
    }
}
