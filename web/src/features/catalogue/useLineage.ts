import { fetchLineage } from "../../api/lineage";
import type { Lineage } from "../../api/lineage";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";

export interface LineageQuestion {
    readonly lineage: Resource<Lineage>;
    readonly depth: number;
    readonly direction: "up" | "down" | "both";
}

/** The lineage of a thing, as far and which way the address says; "" asks nothing. */
export function useLineage(name: string): LineageQuestion {
    const { query } = useLocation();
    const depth = Number(valueOf(query, "depth") ?? "1") || 1;
    const way = valueOf(query, "way");
    const direction = way === "up" || way === "down" ? way : "both";
    const lineage = useResource(
        name === "" ? undefined : `lineage ${direction} ${depth} ${name}`,
        (signal) => fetchLineage(name, direction, depth, signal), { freshFor: 60_000, keepPrevious: true });
    return { lineage, depth, direction };
}
