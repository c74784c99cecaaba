import { fetchCohorts } from "../../../api/cohorts";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import type { Source } from "../kinds";
import { propertyAmong } from "../state/words";
import { PickButton } from "./PickButton";
import { PickList } from "./PickList";
import { usePropertyOptions } from "./useSource";

interface Props {
    readonly names: readonly string[];
    readonly add: string;
    readonly event: string;
    readonly source: Source;
    readonly onChange: (names: readonly string[]) => void;
    /** One at most. */
    readonly single?: boolean;
    /** Whether being in a cohort divides, too. */
    readonly cohorts?: boolean;
}

/** Properties that divide, or that are held, as words. */
export function PropertyList({ names, add, event, source, onChange, single = false, cohorts = false }: Props): JSX.Element {
    const { options } = usePropertyOptions(source, event);
    const known = options.map(({ value }) => value);
    return (
        <>
            {names.map((name) => (
                <div key={name} className="chip">
                    <span className="chip-text"><span>by</span> <strong>{propertyAmong(name, known)}</strong> <Unseen name={name} event={event} source={source} /></span>
                    <button type="button" className="chip-clear" aria-label={`No longer by ${propertyAmong(name, known)}`} title="Take it away" onClick={() => onChange(names.filter((each) => each !== name))}><Icon name="close" size={12} /></button>
                </div>
            ))}
            {(!single || names.length === 0) && (
                <PickButton label={add} className="pick-add" content={(close) => <Choices event={event} source={source} cohorts={cohorts} onPick={(name) => {
                    close();
                    onChange(names.includes(name) ? names : [...names, name]);
                }} />}>
                    <Icon name="plus" size={14} /> <span>{add}</span>
                </PickButton>
            )}
        </>
    );
}

/** A property may be typed before anything has it: then all are in one group, and that is worth a word. */
function Unseen({ name, event, source }: { name: string; event: string; source: Source }): JSX.Element | null {
    const { options, loading, problem } = usePropertyOptions(source, event);
    const known = loading || problem !== "" || options.length === 0 || /^(cohort|group):/.test(name) || options.some(({ value }) => [name, `event.${name}`, `user.${name}`].includes(value));
    return known ? null : <span className="chip-unseen">no recent event has it</span>;
}

function Choices({ event, source, cohorts, onPick }: { event: string; source: Source; cohorts: boolean; onPick: (name: string) => void }): JSX.Element {
    const properties = usePropertyOptions(source, event);
    const saved = useResource(cohorts ? "cohorts" : undefined, fetchCohorts, { freshFor: 60_000 });
    const sets = (saved.value ?? []).map((cohort) => ({ value: `cohort:${cohort.name}`, label: `In ${cohort.name} or not`, detail: cohort.size === null ? "" : cohort.size.toLocaleString("en-US"), note: "cohort" }));
    return <PickList label="properties" options={{ ...properties, options: [...properties.options, ...sets] }} chosen={[]} typed onPick={onPick} />;
}
