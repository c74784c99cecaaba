import { fetchLook } from "../../api/content";
import { ApiError } from "../../api/http";
import type { QueryBody } from "../../api/queries";
import { changeLook } from "../../api/saving";
import { useResource } from "../../api/useResource";
import { Menu } from "../../components/Menu";

interface Props {
    /** With the picture as it is drawn. */
    readonly query: QueryBody;
    /** The Look that the reader came from. */
    readonly origin: string | undefined;
    readonly onSave: (what: "look" | "dashboard") => void;
    /** What became of it, as a sentence. */
    readonly onSaid: (sentence: string) => void;
}

/** Where what is explored can be kept: in the Look that it began with, in a new one, on a dashboard. */
export function SaveMenu({ query, origin, onSave, onSaid }: Props): JSX.Element {
    const look = useResource(origin === undefined ? undefined : `look ${origin}`, (signal) => fetchLook(origin ?? "", signal));
    const known = look.value;

    async function change(): Promise<void> {
        if (known === undefined) return;
        try {
            await changeLook(known.id, known.version, query);
            onSaid(`Saved to ${known.title}.`);
            look.reload();
        } catch (error) {
            const changed = error instanceof ApiError && error.status === 412;
            onSaid(changed ? `Somebody has changed ${known.title} since you opened it. Open it again, or save yours as a new Look.` : error instanceof ApiError ? error.message : "It could not be saved. Try again.");
        }
    }

    return (
        <Menu
            label="Save" items={[
                ...(known?.mayChange === true ? [{ label: `To the Look ${known.title}`, onSelect: () => void change() }] : []),
                { label: "As a new Look …", onSelect: () => onSave("look") }, { label: "To a dashboard …", onSelect: () => onSave("dashboard") },
            ]}
        />
    );
}
