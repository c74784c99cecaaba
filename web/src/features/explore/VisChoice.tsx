const TYPES: ReadonlyArray<readonly [string, string]> = [
    ["table", "Table"], ["looker_column", "Columns"], ["looker_bar", "Bars"], ["looker_line", "Lines"], ["looker_area", "Area"],
    ["looker_pie", "Pie"], ["looker_scatter", "Scatter"], ["single_value", "Single value"],
];

/** Which picture the result is drawn as. */
export function VisChoice({ type, onChange }: { type: string; onChange: (type: string) => void }): JSX.Element {
    const known = TYPES.some(([name]) => name === type);
    return (
        <select className="input vis-choice" aria-label="Chart type" value={type} onChange={(event) => onChange(event.target.value)}>
            {!known && <option value={type}>{type}</option>}
            {TYPES.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
    );
}
