import { cache } from "../../api/cache";
import { fetchDashboard, fetchLook } from "../../api/content";
import { ApiError } from "../../api/http";
import type { QueryBody } from "../../api/queries";
import { changeLook, changeTile } from "../../api/saving";
import { useResource } from "../../api/useResource";
import { Menu } from "../../components/Menu";
import { dashboardAddress } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";
import { mergeAddress } from "./merge/merge";
import { toMerge } from "./merge/ToMerge";

interface Props {
    /** With the picture as it is drawn. */
    readonly query: QueryBody;
    /** The Look that the reader came from. */
    readonly look: string | undefined;
    /** The tile that the reader came from: `DASHBOARD/TILE`. */
    readonly tile: string | undefined;
    readonly onSave: (what: "look" | "dashboard") => void;
    /** What became of it, as a sentence. */
    readonly onSaid: (sentence: string) => void;
}

/** Where what is explored can be kept: in the Look or tile that it began with, in a new Look, on a dashboard. */
export function SaveMenu({ query, look: lookID, tile: tilePath, onSave, onSaid }: Props): JSX.Element {
    const look = useResource(lookID === undefined ? undefined : `look ${lookID}`, (signal) => fetchLook(lookID ?? "", signal));
    const [dashboardID = "", tileID = ""] = (tilePath ?? "").split("/");
    const dashboard = useResource(dashboardID === "" ? undefined : `dashboard ${dashboardID}`, (signal) => fetchDashboard(dashboardID, signal));
    const tile = dashboard.value?.tiles.find((each) => each.id === tileID && each.kind === "query");

    async function change(title: string, work: () => Promise<void>): Promise<void> {
        try {
            await work();
        } catch (error) {
            const changed = error instanceof ApiError && error.status === 412;
            onSaid(changed ? `Somebody has changed ${title} since you opened it. Open it again, or save yours as a new Look.` : error instanceof ApiError ? error.message : "It could not be saved. Try again.");
        }
    }

    function toLook(): void {
        const known = look.value;
        if (known === undefined) return;
        void change(known.title, async () => {
            await changeLook(known.id, known.version, query);
            onSaid(`Saved to ${known.title}.`);
            look.reload();
        });
    }

    /** Back to the dashboard, which is what it was edited for. */
    function toTile(): void {
        const known = dashboard.value;
        if (known === undefined || tile === undefined) return;
        void change(known.title, async () => {
            await changeTile(tile.id, known.version, query);
            cache.reload(`dashboard ${known.id}`, (signal) => fetchDashboard(known.id, signal));
            navigate(dashboardAddress(known.id));
        });
    }

    return (
        <Menu
            label="Save" items={[
                ...(dashboard.value?.mayChange === true && tile !== undefined ? [{ label: `To the tile ${tile.title} of ${dashboard.value.title}`, onSelect: toTile }] : []),
                ...(look.value?.mayChange === true ? [{ label: `To the Look ${look.value.title}`, onSelect: toLook }] : []),
                { label: "As a new Look…", onSelect: () => onSave("look") }, { label: "To a dashboard…", onSelect: () => onSave("dashboard") },
                { label: "Merge with another query…", onSelect: () => void toMerge(query, (id) => mergeAddress({ sources: [{ query: id, on: [] }], visConfig: {} }), onSaid) },
            ]}
        />
    );
}
