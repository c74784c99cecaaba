import { useMemo } from "react";
import { fetchLook } from "../../api/content";
import type { Look } from "../../api/content";
import { readQueryBody } from "../../api/queries";
import { text } from "../../api/reading";
import { fetchVersionBody } from "../../api/saved";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { FOLDERS, PageHead } from "../../components/PageHead";
import { PageSkeleton, Skeleton } from "../../components/Skeleton";
import { lookAddress } from "../../navigation/addresses";
import { navigate, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { VersionBanner } from "../../saved/VersionBanner";
import { LookView } from "./LookView";

/** A saved query: its picture, its table, its SQL, with filters that the address can change and nobody has to save. */
export function LookPage({ id }: { id: string }): JSX.Element {
    const { query: pairs } = useLocation();
    const version = Number(valueOf(pairs, "version") ?? "");
    const look = useResource(`look ${id}`, (signal) => fetchLook(id, signal));
    useTitle(look.value?.title ?? (look.error === null ? undefined : "Look"));
    if (look.error !== null && look.value === undefined) {
        return <><PageHead above={FOLDERS} title="Look" /><Problem error={look.error} what="Look" onRetry={look.reload} actions={<Button onClick={() => navigate("/")}>Go home</Button>} /></>;
    }
    if (look.value === undefined) return <PageSkeleton label="The Look is loading" shape="chart" />;
    if (Number.isInteger(version) && version > 0) return <OldLook key={version} look={look.value} version={version} onChanged={look.reload} />;
    return <LookView look={look.value} banner={null} onChanged={look.reload} />;
}

/** A Look as it was in an old version, with the numbers of today. */
function OldLook({ look, version, onChanged }: { look: Look; version: number; onChanged: () => void }): JSX.Element {
    const body = useResource(`version look ${look.id} ${version}`, (signal) => fetchVersionBody("look", look.id, version, signal), { freshFor: Infinity });
    const old = useMemo((): Look => ({
        ...look, title: text(body.value?.["title"]) || look.title, description: text(body.value?.["description"]),
        query: body.value === undefined ? look.query : readQueryBody({ ...body.value, view: body.value["explore"] }),
    }), [look, body.value]);
    const here = lookAddress(look.id);
    if (body.error !== null) return <><PageHead above={FOLDERS} title={look.title} /><Problem error={body.error} what="version" onRetry={body.reload} actions={<Button onClick={() => navigate(here)}>Open the Look</Button>} /></>;
    if (body.value === undefined) return <div role="status" aria-busy="true" aria-label="The version is loading"><Skeleton shape="lines" /></div>;
    return <LookView look={old} banner={<VersionBanner kind="look" item={look} version={version} here={here} onChanged={onChanged} />} onChanged={onChanged} />;
}
