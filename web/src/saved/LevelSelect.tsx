import type { AccessLevel } from "../api/folderAccess";

const LEVELS: ReadonlyArray<readonly [AccessLevel, string]> = [["view", "may see it"], ["edit", "may change it"]];

interface Props {
    /** For those who hear the page. */
    readonly label: string;
    readonly value: AccessLevel;
    readonly onChange: (level: AccessLevel) => void;
}

/** What somebody may do with a folder. */
export function LevelSelect({ label, value, onChange }: Props): JSX.Element {
    return (
        <select className="input" aria-label={label} value={value} onChange={(event) => onChange(event.target.value === "edit" ? "edit" : "view")}>
            {LEVELS.map(([level, words]) => <option key={level} value={level}>{words}</option>)}
        </select>
    );
}
