import { useEffect, useRef, useState } from "react";
import { fetchChartUnits, saveUnitsAsCohort } from "../../api/charts";
import type { ChartDefinition, ChartPoint, UnitLink } from "../../api/charts";
import { fetchCohorts } from "../../api/cohorts";
import { cache } from "../../api/cache";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { cohortAddress, personAddress } from "./state/address";
import { writeNotation } from "./state/notation";
import { unitNamed, unitWords } from "./state/units";

interface Props {
    readonly definition: ChartDefinition;
    readonly point: ChartPoint;
    /** Whom the number is about; "" where the chart does not tell. */
    readonly who: string;
    readonly onClose: () => void;
}

const FIRST = 100;
const MOST = 10_000;
/** Of the name that is proposed for a cohort. */
const LONGEST_NAME = 100;

/** Those behind a number of a chart, beside it: each leads to their page, and all together may become a cohort. */
export function PeoplePanel({ definition, point, who, onClose }: Props): JSX.Element {
    const session = useSession();
    const [limit, setLimit] = useState(FIRST);
    const key = `chart people ${writeNotation(point)} ${limit} ${JSON.stringify(definition)}`;
    const found = useResource(key, (signal) => fetchChartUnits(definition, point, limit, signal), { keepPrevious: true });
    const panel = useRef<HTMLElement>(null);
    useEffect(() => panel.current?.focus(), []);
    useEffect(() => {
        function key(event: KeyboardEvent): void {
            // What floats above the page closes first.
            if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(".popover, .menu-list, dialog[open]") !== null) return;
            event.preventDefault();
            onClose();
        }
        document.addEventListener("keydown", key);
        return () => document.removeEventListener("keydown", key);
    }, [onClose]);
    const units = found.value === undefined ? unitWords(definition) : unitNamed(found.value.unit);
    const maySave = !session.visitor && session.permissions.has("save_content");
    return (
        <aside className="people-panel" ref={panel} tabIndex={-1} aria-label="Users behind the number">
            <header className="dialog-head">
                <h2>{found.value === undefined ? units.title : counted(found.value.count, units.one, units.many)}</h2>
                <Button look="quiet" icon="close" iconOnly onClick={onClose}>Close the list</Button>
            </header>
            {who !== "" && <p className="muted people-who">{who}</p>}
            {found.error !== null && !found.loading && <Problem error={found.error} what="list of people" onRetry={found.reload} />}
            {found.value === undefined && found.loading && <div role="status" aria-busy="true" aria-label="Users are being listed"><Skeleton shape="table" /></div>}
            {found.value !== undefined && found.value.count === 0 && <Notice title="Nobody is behind this number.">The data may have changed since the chart was counted.</Notice>}
            {found.value !== undefined && found.value.count > 0 && (
                <>
                    {maySave && <SaveCohort definition={definition} point={point} who={who} />}
                    {found.value.explores.length > 0 && <ul className="people-explores">{found.value.explores.map((link) => <ExploreLink key={link.url} link={link} />)}</ul>}
                    <ul className="people-list">
                        {found.value.units.map((unit, index) => (
                            <li key={`${unit.uid ?? unit.name} ${index}`}>
                                {unit.uid === null ? <span>{unit.name === "" ? "∅" : unit.name}</span> : (
                                    <Link href={personAddress(unit.uid)}><span>{unit.userID === "" ? `Anonymous ${unit.uid}` : unit.userID}</span>{unit.userID === "" && unit.deviceID !== "" && <small className="muted">{unit.deviceID}</small>}</Link>
                                )}
                            </li>
                        ))}
                    </ul>
                    {found.value.units.length < found.value.count && limit < MOST && <Button onClick={() => setLimit(Math.min(MOST, limit * 10))}>Show more</Button>}
                </>
            )}
        </aside>
    );
}

function ExploreLink({ link }: { link: UnitLink }): JSX.Element | null {
    return link.url.startsWith("/") ? <li><Link href={link.url}><Icon name="explore" size={14} /> Explore in {link.title}</Link></li> : null;
}

function SaveCohort({ definition, point, who }: { definition: ChartDefinition; point: ChartPoint; who: string }): JSX.Element {
    const [name, setName] = useState<string | null>(null);
    const [state, setState] = useState<"ready" | "saving" | "saved">("ready");
    const [problem, setProblem] = useState("");
    const [links, setLinks] = useState<readonly UnitLink[]>([]);

    async function save(): Promise<void> {
        if (name === null || name.trim() === "") return;
        setState("saving");
        setProblem("");
        try {
            setLinks((await saveUnitsAsCohort(definition, point, name.trim(), who)).explores);
            setState("saved");
            cache.reload("cohorts", fetchCohorts);
        } catch (error) {
            setState("ready");
            setProblem(error instanceof ApiError ? [error.message, ...error.problems.map((each) => each.message)].join(" ") : "The cohort could not be saved. Try again.");
        }
    }

    if (state === "saved" && name !== null) {
        return (
            <div className="people-saved" role="status">
                <p><Icon name="check" size={14} /> Saved as <Link href={cohortAddress(name.trim())}>{name.trim()}</Link>.</p>
                {links.length > 0 && <ul className="people-explores">{links.map((link) => <ExploreLink key={link.url} link={link} />)}</ul>}
            </div>
        );
    }
    if (name === null) return <div className="people-save"><Button icon="people" onClick={() => setName(who.slice(0, LONGEST_NAME))}>Save as a cohort</Button></div>;
    return (
        <form className="people-save" onSubmit={(event) => {
            event.preventDefault();
            void save();
        }}>
            <label>Name of the cohort <input className="input" autoFocus value={name} onFocus={(event) => event.target.select()} onChange={(event) => setName(event.target.value)} /></label>
            <p className="muted">A list of those who are here now: who does the same later is not in it.</p>
            {problem !== "" && <p className="pick-problem" role="alert">{problem}</p>}
            <div className="pick-foot"><Button onClick={() => setName(null)}>Cancel</Button><Button look="primary" type="submit" disabled={state === "saving" || name.trim() === ""}>Save the cohort</Button></div>
        </form>
    );
}
