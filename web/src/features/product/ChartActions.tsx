import { useState } from "react";
import type { ChartAnswer, ChartDefinition, SavedChart } from "../../api/charts";
import type { Resource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Menu } from "../../components/Menu";
import type { AnswerTable } from "./answers/view";
import { asKind, KINDS } from "./kinds";
import type { ChartKind } from "./kinds";
import { chartAddress } from "./state/address";
import { chartYAML } from "./state/yaml";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    readonly title: string;
    readonly saved: SavedChart | null;
    readonly answer: Resource<ChartAnswer>;
}

/** Share, keep, download, refresh, and the same events as another kind of chart. */
export function ChartActions({ kind, definition, title, saved, answer }: Props): JSX.Element {
    const [open, setOpen] = useState<"keep" | null>(null);
    const [copied, setCopied] = useState(false);
    async function copy(): Promise<void> {
        try {
            await navigator.clipboard.writeText(window.location.href);
            setCopied(true);
            setTimeout(() => setCopied(false), 2500);
        } catch {
            setCopied(false);
        }
    }
    const others = KINDS.filter((each) => each.id !== kind.id && (each.parts.some((part) => part.is === "events") && kind.parts.some((part) => part.is === "events")));
    return (
        <div className="page-actions">
            <Button icon={copied ? "check" : "link"} onClick={() => void copy()}>{copied ? "Link copied" : "Copy link"}</Button>
            <Button icon="folder" onClick={() => setOpen("keep")}>Keep this chart</Button>
            <Menu
                label="More" icon="more" iconOnly items={[
                    { label: "Refresh", icon: "refresh", onSelect: answer.reload },
                    { label: "Download the table (CSV)", icon: "download", onSelect: () => answer.value !== undefined && download(kind.describe(answer.value, definition, "").table, title) },
                    ...others.map((each) => ({ label: `Same events as ${each.label.toLowerCase()}`, icon: each.icon, href: chartAddress(asKind(each, kind, definition)) })),
                ]}
            />
            {open === "keep" && (
                <Dialog title="Keep this chart" onClose={() => setOpen(null)}>
                    <p>Charts are kept with the project, so that they go through review and have a history. Put this into a file of the folder <code>content/charts</code>{saved !== null && saved.file !== "" && <>, or into <code>{saved.file}</code> in place of chart {saved.id}</>}; the server takes it up at once.</p>
                    <pre className="keep-text" tabIndex={0} aria-label="The chart as text">{chartYAML(definition, title, saved)}</pre>
                    <div className="pick-foot"><CopyText text={chartYAML(definition, title, saved)} /></div>
                </Dialog>
            )}
        </div>
    );
}

function CopyText({ text }: { text: string }): JSX.Element {
    const [copied, setCopied] = useState(false);
    return <Button look="primary" icon="copy" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false))}>{copied ? "Copied" : "Copy"}</Button>;
}

function download(table: AnswerTable, title: string): void {
    const escape = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, "\"\"")}"` : text);
    const lines = [table.columns.map((column) => escape(column.title)), ...table.rows.map((row) => row.cells.map((cell) => escape(cell.text)))];
    const url = URL.createObjectURL(new Blob([`${lines.map((line) => line.join(",")).join("\r\n")}\r\n`], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${title.replace(/[^\w\- ]+/g, " ").trim() || "chart"}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
}
