import { useState } from "react";
import { changeChart, fetchSavedCharts, saveChart } from "../../api/charts";
import type { ChartDefinition, SavedChart, SavedChartDetail } from "../../api/charts";
import { cache } from "../../api/cache";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { tell } from "../../components/tell";
import { navigate } from "../../navigation/location";
import { savedChartAddress } from "./state/address";
import { chartYAML } from "./state/yaml";

interface Props {
    readonly definition: ChartDefinition;
    readonly title: string;
    /** The kept chart that this one is, or was made from; null for none. */
    readonly origin: SavedChart | null;
    readonly onClose: () => void;
}

/** Saves a chart for everybody who may see charts, or hands it over as text for the project's files. */
export function KeepDialog({ definition, title, origin, onClose }: Props): JSX.Element {
    const session = useSession();
    const maySave = !session.visitor && session.permissions.has("save_content");
    const [asText, setAsText] = useState(!maySave);
    return (
        <Dialog title="Save this chart" onClose={onClose}>
            {maySave && (
                <div className="segmented" role="group" aria-label="Where it is kept">
                    <button type="button" aria-pressed={!asText} onClick={() => setAsText(false)}>Save here</button>
                    <button type="button" aria-pressed={asText} onClick={() => setAsText(true)}>With the project&apos;s files</button>
                </div>
            )}
            {asText ? <AsText definition={definition} title={title} origin={origin} /> : <SaveForm definition={definition} title={title} origin={origin} onClose={onClose} />}
        </Dialog>
    );
}

function SaveForm({ definition, title, origin, onClose }: Props): JSX.Element {
    const session = useSession();
    const isOwn = origin !== null && origin.file === "" && (origin.userID === session.user.id || session.permissions.has("administer"));
    const [name, setName] = useState(title);
    const [description, setDescription] = useState(isOwn ? origin.description : "");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function save(asNew: boolean): Promise<void> {
        setBusy(true);
        setProblem("");
        const { title: _, description: __, ...bare } = definition;
        try {
            const saved = asNew || origin === null ? await saveChart(name.trim(), description.trim(), bare)
                : await changeChart(origin.id, origin.version, { title: name.trim(), description: description.trim(), definition: bare });
            cache.reload(`chart ${saved.id}`, () => Promise.resolve<SavedChartDetail>(saved));
            cache.reload("charts", fetchSavedCharts);
            onClose();
            navigate(savedChartAddress(saved.id));
            tell(`“${saved.title}” is saved.`);
        } catch (error) {
            setProblem(error instanceof ApiError ? [error.message, ...error.problems.map((each) => each.message)].join(" ") : "The chart could not be saved. Try again.");
            setBusy(false);
        }
    }

    return (
        <form className="pick-form" onSubmit={(event) => {
            event.preventDefault();
            void save(!isOwn);
        }}>
            <label>Title <input className="input" autoFocus value={name} maxLength={255} onFocus={(event) => event.target.select()} onChange={(event) => setName(event.target.value)} /></label>
            <label>What it is for <textarea className="input" rows={3} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
            {problem !== "" && <p className="pick-problem" role="alert">{problem}</p>}
            <div className="pick-foot">
                {isOwn && <Button disabled={busy || name.trim() === ""} onClick={() => void save(true)}>Save as a new chart</Button>}
                <Button look="primary" type="submit" disabled={busy || name.trim() === ""}>{isOwn ? "Save changes" : "Save the chart"}</Button>
            </div>
        </form>
    );
}

function AsText({ definition, title, origin }: Pick<Props, "definition" | "title" | "origin">): JSX.Element {
    const [copied, setCopied] = useState(false);
    const file = origin !== null && origin.file !== "" ? origin : null;
    const text = chartYAML(definition, title, file);
    return (
        <>
            <p className="keep-words">What stands in the project&apos;s files goes through review and has a history. Put this into a file of the folder <code>content/charts</code>{file !== null && <>, or into <code>{file.file}</code> in place of chart {file.id}</>}; the server takes it up at once.</p>
            <pre className="keep-text" tabIndex={0} aria-label="The chart as text">{text}</pre>
            <div className="pick-foot"><Button look="primary" icon="copy" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false))}>{copied ? "Copied" : "Copy"}</Button></div>
        </>
    );
}
