import { useState } from "react";
import type { ContentItem } from "../api/content";
import { ApiError } from "../api/http";
import { fetchDifference, fetchVersions, restoreVersion } from "../api/saved";
import type { SavedVersion } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Link } from "../navigation/Link";
import { moment } from "../words/moment";

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    /** The version that is looked at; null for the newest. */
    readonly chosen: number | null;
    readonly onChoose: (version: number) => void;
    /** The address at which a version is shown as it was. */
    readonly addressOf: (version: number) => string;
    readonly onRestored: () => void;
    readonly onClose: () => void;
}

/** Every state that something saved has had: who made it, when, what it changed, and the way back to it. */
export function HistoryDialog({ kind, item, chosen, onChoose, addressOf, onRestored, onClose }: Props): JSX.Element {
    const { project: { timezone } } = useSession();
    const versions = useResource(`versions ${kind} ${item.id} ${item.version}`, (signal) => fetchVersions(kind, item.id, signal));
    const shown = versions.value?.find((each) => each.version === chosen) ?? versions.value?.[0];
    return (
        <Dialog title={`History of ${item.title}`} {...(versions.value?.length === 0 ? {} : { size: "full" })} onClose={onClose}>
            {versions.error !== null && <p className="action-objection" role="alert">{versions.error.message}</p>}
            {versions.value === undefined && versions.error === null && <p className="muted" role="status">Loading the history…</p>}
            {versions.value?.length === 0 && <p className="muted">No versions are kept of what comes from files; their history is that of the files.</p>}
            {versions.value !== undefined && shown !== undefined && (
                <div className="history">
                    <ol className="history-list" aria-label="Versions">
                        {versions.value.map((each) => (
                            <li key={each.version}>
                                <button type="button" aria-pressed={each.version === shown.version} onClick={() => onChoose(each.version)}>
                                    <strong>{each.summary || `Version ${each.version}`}</strong>
                                    <span className="muted">{each.by === "" ? "The program" : each.by}, {moment(each.at, timezone)}{each.version === item.version ? ", as it is now" : ""}</span>
                                </button>
                            </li>
                        ))}
                    </ol>
                    <VersionPane key={shown.version} kind={kind} item={item} version={shown} href={addressOf(shown.version)} onRestored={onRestored} />
                </div>
            )}
        </Dialog>
    );
}

interface PaneProps extends Pick<Props, "kind" | "item" | "onRestored"> {
    readonly version: SavedVersion;
    readonly href: string;
}

function VersionPane({ kind, item, version, href, onRestored }: PaneProps): JSX.Element {
    const [toNow, setToNow] = useState(false);
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const isNow = version.version === item.version;
    const [to, from] = toNow ? [item.version, version.version] : [version.version, null];
    const difference = useResource(`difference ${kind} ${item.id} ${to} ${from ?? ""}`, (signal) => fetchDifference(kind, item.id, to, from, signal), { freshFor: Infinity });

    async function restore(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            await restoreVersion(kind, item.id, version.version, item.version);
            onRestored();
        } catch (error) {
            if (error instanceof ApiError && error.status === 412) onRestored();
            setProblem(error instanceof ApiError ? error.message : "It could not be restored. Try again.");
        }
        setBusy(false);
    }

    return (
        <section className="history-pane" aria-label={`Version ${version.version}`}>
            <div className="history-actions">
                {!isNow && (
                    <div className="segmented" role="group" aria-label="What is compared">
                        <button type="button" aria-pressed={!toNow} onClick={() => setToNow(false)}>What it changed</button>
                        <button type="button" aria-pressed={toNow} onClick={() => setToNow(true)}>What has changed since</button>
                    </div>
                )}
                {!isNow && <Link className="button" href={href}><span>Open this version</span></Link>}
                {!isNow && item.mayChange && <Button look="primary" disabled={busy} onClick={() => void restore()}>{busy ? "Restoring…" : "Restore this version"}</Button>}
            </div>
            {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
            {difference.error !== null ? <p className="action-objection" role="alert">{difference.error.message}</p>
                : difference.value === undefined ? <p className="muted" role="status">Comparing…</p>
                : <DifferenceText lines={difference.value} />}
        </section>
    );
}

const AROUND = 3;

/** Lines that came and went, with some of those around them. */
function DifferenceText({ lines }: { lines: ReadonlyArray<{ readonly sign: string; readonly text: string }> }): JSX.Element {
    const near = lines.map((_, index) => lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.sign !== " "));
    if (!near.includes(true)) return <p className="muted">Nothing that stands in its text.</p>;
    return (
        <div className="difference" tabIndex={0} role="group" aria-label="Changed lines">
            {lines.map((line, index) => {
                if (near[index] !== true) return near[index - 1] === true ? <div key={index} className="difference-gap" aria-hidden="true">…</div> : null;
                const word = line.sign === "+" ? "added: " : line.sign === "-" ? "removed: " : "";
                return (
                    <div key={index} className={line.sign === "+" ? "added" : line.sign === "-" ? "removed" : ""}>
                        <span aria-hidden="true" className="difference-sign">{line.sign}</span>{word !== "" && <span className="aside">{word}</span>}{line.text}
                    </div>
                );
            })}
        </div>
    );
}
