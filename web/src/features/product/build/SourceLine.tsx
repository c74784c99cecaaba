import { fetchEventSources } from "../../../api/events";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import type { Source } from "../kinds";
import { PickButton } from "./PickButton";
import { PickList } from "./PickList";

interface Props {
    readonly source: Source;
    /** undefined: the collected events of the settings' project. */
    readonly onChange: (source: Readonly<Record<string, unknown>> | undefined) => void;
}

/** Whose events are counted: those that were collected, or the rows of an explore. */
export function SourceLine({ source, onChange }: Props): JSX.Element {
    const explores = useResource(source.model === "" ? undefined : "event sources", fetchEventSources, { freshFor: 300_000 });
    const explore = explores.value?.find((each) => each.model === source.model && each.name === source.explore)?.label ?? source.explore;
    const words = source.model !== "" ? `the explore ${explore}` : source.project !== "" ? `project ${source.project}` : "collected events";
    return (
        <div className="builder-line source-line"><span>Events of</span>
            <PickButton label={`Events of ${words}`} content={(close) => (
                <Sources chosen={source.model === "" ? "" : `${source.model}::${source.explore}`} onPick={(value) => {
                    close();
                    const [model = "", explore = ""] = value.split("::");
                    onChange(value === "" ? undefined : { model, explore });
                }} />
            )}>
                <span>{words}</span> <Icon name="down" size={12} />
            </PickButton>
        </div>
    );
}

function Sources({ chosen, onPick }: { chosen: string; onPick: (value: string) => void }): JSX.Element {
    const explores = useResource("event sources", fetchEventSources, { freshFor: 300_000 });
    return (
        <>
            <PickList
                label="sources of events" chosen={[chosen]} special={[{ value: "", label: "Collected events", detail: "", note: "what SDKs have sent to this server" }]} onPick={onPick}
                options={{ options: (explores.value ?? []).map((explore) => ({ value: `${explore.model}::${explore.name}`, label: explore.label, detail: "", note: explore.group })), loading: explores.loading, problem: explores.error?.message ?? "" }}
            />
            <p className="muted pick-note">Explores are here whose fields have the tags event_user, event_time and event_name: each of their rows is an event.</p>
        </>
    );
}
