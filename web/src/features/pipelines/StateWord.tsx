import type { RunState } from "../../api/pipelines";
import { Icon } from "../../components/Icon";
import type { IconName } from "../../components/Icon";

type Standing = RunState | "broken" | "tests" | "building" | "built";

const WORDS: Readonly<Record<Standing, readonly [string, IconName, "good" | "warn" | "bad" | "muted"]>> = {
    ok: ["Done", "check", "good"], built: ["Built", "check", "good"], unchanged: ["Unchanged", "check", "muted"],
    warned: ["Warned", "warning", "warn"], tests: ["Tests failed", "warning", "warn"],
    failed: ["Failed", "warning", "bad"], broken: ["Can't be built", "warning", "bad"],
    skipped: ["Skipped", "right", "muted"], cancelled: ["Cancelled", "close", "muted"],
    queued: ["Queued", "clock", "muted"], waiting: ["Not built yet", "clock", "muted"],
    running: ["Running", "refresh", "muted"], building: ["Building", "refresh", "muted"],
};

/** Where something stands: a word with a shape, so that colour says nothing alone. */
export function StateWord({ state, word }: { state: Standing; word?: string }): JSX.Element {
    const [words, icon, tone] = WORDS[state];
    return <span className={`state-word ${tone}`}><Icon name={icon} size={14} />{word ?? words}</span>;
}
