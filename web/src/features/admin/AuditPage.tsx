import { useEffect, useState } from "react";
import { fetchAudit } from "../../api/admin";
import type { AuditEntry, AuditFilter } from "../../api/admin";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { DayInput } from "../../components/DayInput";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { Problem } from "../../results/Problem";
import { moment } from "../../words/moment";
import { AdminFrame } from "./AdminFrame";
import { deedOf } from "./deeds";
import { useTitles } from "./useTitles";
import type { Titles } from "./useTitles";

const ACTIONS = ["change", "query", "download", "sign-in", "sign-out"] as const;
const OUTCOMES = ["done", "refused", "failed"] as const;

/** Who did what and when, the newest first. What narrows it stands in the address. */
export function AuditPage(): JSX.Element {
    return <AdminFrame here="audit" title="Audit log" words="Every change, sign-in, query and download: who, what, when, from where, and how it ended.">{() => <Log />}</AdminFrame>;
}

function Log(): JSX.Element {
    const { query } = useLocation();
    const read = (name: string) => valueOf(query, name) ?? "";
    const filter: AuditFilter = { user: read("user"), action: read("action"), outcome: read("outcome"), object: read("object"), since: read("since") };
    const base = `audit ${JSON.stringify(filter)}`;
    const [pages, setPages] = useState<readonly AuditEntry[]>([]);
    const [before, setBefore] = useState<string | null>(null);
    useEffect(() => {
        setPages([]);
        setBefore(null);
    }, [base]);
    const page = useResource(`${base} ${before ?? ""}`, (signal) => fetchAudit(filter, before, signal), { freshFor: 10_000 });
    const shown = [...pages, ...page.value?.entries ?? []];
    const titles = useTitles();
    const put = (name: string, value: string) => navigateQuery(withValue(query, name, value === "" ? undefined : value));
    return (
        <>
            <div className="chart-tools">
                <Typed label="Who" value={filter.user} onChange={(value) => put("user", value)} />
                <label className="tool-choice">
                    <span className="aside">Kind</span>
                    <select className="input" value={filter.action} onChange={(event) => put("action", event.target.value)}>
                        <option value="">all kinds</option>
                        {ACTIONS.map((action) => <option key={action} value={action}>{action}</option>)}
                    </select>
                </label>
                <label className="tool-choice">
                    <span className="aside">Outcome</span>
                    <select className="input" value={filter.outcome} onChange={(event) => put("outcome", event.target.value)}>
                        <option value="">all outcomes</option>
                        {OUTCOMES.map((outcome) => <option key={outcome} value={outcome}>{outcome}</option>)}
                    </select>
                </label>
                <label className="tool-choice">Since <DayInput value={filter.since.slice(0, 10)} onChange={(day) => put("since", day)} /></label>
                <Button icon="refresh" onClick={page.reload}>Refresh</Button>
            </div>
            {page.error !== null && !page.loading && <Problem error={page.error} what="audit log" onRetry={page.reload} />}
            {shown.length === 0 && page.loading && <div className="panel" role="status" aria-busy="true" aria-label="The log is loading"><Skeleton shape="table" /></div>}
            {shown.length === 0 && page.value !== undefined && (Object.values(filter).every((value) => value === "")
                ? <Notice title="The log is empty." />
                : <Notice title="Nothing matches." actions={<Button onClick={() => navigateQuery([])}>Clear all filters</Button>}>{Object.entries(filter).filter(([, value]) => value !== "").map(([name, value]) => `${name} ${value}`).join(", ")}</Notice>)}
            {shown.length > 0 && (
                <div className="table-scroll" tabIndex={0} role="region" aria-label="Audit log">
                    <table className="result tabular plain-head">
                        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Through</th><th scope="col">From</th><th scope="col">Request</th></tr></thead>
                        <tbody>{shown.map((entry) => <Row key={entry.id} entry={entry} titles={titles} />)}</tbody>
                    </table>
                </div>
            )}
            {page.value?.next !== null && page.value?.next !== undefined && <div><Button disabled={page.loading} onClick={() => {
                setPages(shown);
                setBefore(page.value?.next ?? null);
            }}>Show more</Button></div>}
        </>
    );
}

/** What was done in words; the request itself, and what else was noted of it, for those who open it. */
function Row({ entry, titles }: { entry: AuditEntry; titles: Titles }): JSX.Element {
    const { project: { timezone } } = useSession();
    const [open, setOpen] = useState(false);
    const details = Object.entries(entry.details);
    const { did, kind, id } = deedOf(entry.what === "" ? entry.action : entry.what, entry.object);
    const { title, href } = titles(kind, id);
    return (
        <>
            <tr>
                <th scope="row" className="unbroken">{moment(entry.at, timezone)}</th>
                <td>{entry.user}</td>
                <td className="audit-what">{did}{title !== "" && <> {href === "" ? <strong>{title}</strong> : <Link href={href}>{title}</Link>}</>}</td>
                <td>{entry.outcome === "done" ? "done" : <strong>{entry.outcome}</strong>}</td><td>{entry.door}</td><td>{entry.address}</td>
                <td><button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Hide" : "Show"}</button></td>
            </tr>
            {open && (
                <tr>
                    <td colSpan={7}>
                        <code>{entry.what}</code>
                        {details.map(([name, value]) => <div key={name} className="muted">{name.replace(/_/g, " ")}: {typeof value === "object" ? JSON.stringify(value) : String(value)}</div>)}
                    </td>
                </tr>
            )}
        </>
    );
}

/** Is asked when it is finished, not with every letter. */
function Typed({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }): JSX.Element {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    return <label className="tool-choice"><span className="aside">{label}</span><input className="input" value={typed} placeholder={label} onChange={(event) => setTyped(event.target.value)} onBlur={() => typed !== value && onChange(typed.trim())} onKeyDown={(event) => event.key === "Enter" && onChange(typed.trim())} /></label>;
}
