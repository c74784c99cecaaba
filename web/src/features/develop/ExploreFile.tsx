import { useState } from "react";
import { fetchFileExplores } from "../../api/development";
import type { FileExplore } from "../../api/development";
import { ApiError } from "../../api/http";
import { develop } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { tell } from "../../components/tell";
import { exploreHome } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";

/** Leads from a file to an explore that shows it, answered by the branch. Nothing where no explore does. */
export function ExploreFile({ path }: { path: string }): JSX.Element | null {
    const { developing, permissions } = useSession();
    const [busy, setBusy] = useState(false);
    const asked = permissions.has("explore") && path.endsWith(".lkml");
    const explores = useResource(asked ? `explores of ${path}` : undefined, (signal) => fetchFileExplores(path, signal), { freshFor: 10_000 }).value ?? [];
    const [only, ...others] = explores;

    async function open({ model, name }: FileExplore): Promise<void> {
        setBusy(true);
        try {
            if (!developing) await develop(true);
            navigate(exploreHome(model, name));
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "Development mode could not be turned on. Try again.");
            setBusy(false);
        }
    }

    if (only === undefined) return null;
    if (others.length === 0) return <Button icon="explore" disabled={busy} title={`${only.label}, as on this branch`} onClick={() => void open(only)}>Explore</Button>;
    return <Menu label="Explore" icon="explore" items={explores.map((explore) => ({ label: explore.label, onSelect: () => void open(explore) }))} />;
}
