import type { Dashboard } from "../../api/content";
import { fetchExplore } from "../../api/models";
import type { Explore } from "../../api/models";
import { useResource } from "../../api/useResource";
import { exploresOf } from "./cross";

/** The explores of a dashboard's tiles by `model::explore`, asked for once they are needed. Those that can't be read are left out. */
export function useExplores(dashboard: Dashboard, needed: boolean): ReadonlyMap<string, Explore> | undefined {
    const names = [...new Set(dashboard.tiles.flatMap((tile) => exploresOf(tile).map(({ model, explore }) => `${model}::${explore}`)))].sort();
    return useResource(needed && names.length > 0 ? `explores of ${names.join()}` : undefined, async (signal) => {
        const found = await Promise.all(names.map(async (name) => {
            const [model = "", explore = ""] = name.split("::");
            return fetchExplore(model, explore, signal).then((read) => [[name, read] as const], () => []);
        }));
        return new Map(found.flat());
    }, { freshFor: 300_000 }).value;
}
