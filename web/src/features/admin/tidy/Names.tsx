import { useMemo, useState } from "react";
import { fetchNamingFindings, mendName } from "../../../api/tidiness";
import type { NamingFinding } from "../../../api/tidiness";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { tell } from "../../../components/tell";
import { counted } from "../../../words/numbers";
import { ContentLink } from "../ContentLink";
import { Loaded } from "../Loaded";

/** What the rules for names say, by rule, each with its better title where there is one. */
export function Names(): JSX.Element {
    const findings = useResource("content lint", fetchNamingFindings, { freshFor: 10_000 });
    return (
        <Loaded what="list of names" of={[findings] as const}>
            {(all) => (all.length === 0
                ? <Notice title="All titles keep to the rules." icon="check">Copies, dates in titles, capitals, missing descriptions and the like are looked for.</Notice>
                : <Rules findings={all} onChanged={findings.reload} />)}
        </Loaded>
    );
}

function Rules({ findings, onChanged }: { findings: readonly NamingFinding[]; onChanged: () => void }): JSX.Element {
    const rules = useMemo(() => {
        const known = new Map<string, NamingFinding[]>();
        for (const finding of findings) {
            const same = known.get(finding.rule);
            if (same === undefined) known.set(finding.rule, [finding]);
            else same.push(finding);
        }
        return [...known.values()].sort((left, right) => Number(right.some(({ fix }) => fix !== null)) - Number(left.some(({ fix }) => fix !== null)) || right.length - left.length);
    }, [findings]);
    return <ul className="duplicate-groups">{rules.map((rule) => <li key={rule[0]?.rule}><Rule findings={rule} onChanged={onChanged} /></li>)}</ul>;
}

function Rule({ findings, onChanged }: { findings: readonly NamingFinding[]; onChanged: () => void }): JSX.Element {
    const [busy, setBusy] = useState(false);
    const mendable = findings.filter(({ fix }) => fix !== null);

    async function mend(those: readonly NamingFinding[]): Promise<void> {
        setBusy(true);
        let [done, problem] = [0, ""];
        for (const { fix, content } of those) {
            if (fix === null) continue;
            try {
                await mendName(fix);
                done += 1;
            } catch (error) {
                problem = `${content.title}: ${error instanceof Error ? error.message : "it could not be changed."}`;
            }
        }
        tell([done === 0 ? "" : `${counted(done, "title is", "titles are")} changed.`, problem].filter((part) => part !== "").join(" "));
        setBusy(false);
        onChanged();
    }

    return (
        <section className="panel" aria-label={findings[0]?.reason ?? ""}>
            <div className="section-head">
                <h2>{findings[0]?.reason}</h2>
                {mendable.length > 1 && <Button disabled={busy} onClick={() => void mend(mendable)}>{`Change all ${mendable.length}`}</Button>}
            </div>
            <ul className="plain-list">
                {findings.map((finding) => (
                    <li key={`${finding.content.kind} ${finding.content.id}`}>
                        <span><ContentLink {...finding.content} />{finding.suggestion !== "" && <> <span className="muted">better:</span> <strong>{finding.suggestion}</strong></>}</span>
                        {finding.fix !== null
                            ? <Button disabled={busy} aria-label={`Change the title to ${finding.suggestion}`} onClick={() => void mend([finding])}>Change</Button>
                            : finding.content.fromFile && <span className="muted">in a file of the project</span>}
                    </li>
                ))}
            </ul>
        </section>
    );
}
