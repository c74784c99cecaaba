interface Props<Value extends string> {
    readonly label: string;
    readonly value: Value;
    readonly options: ReadonlyArray<readonly [Value, string]>;
    readonly onChange: (value: Value) => void;
    readonly autofocus?: boolean;
}

/** A choice of one of a few words. */
export function Choice<Value extends string>({ label, value, options, onChange, autofocus = false }: Props<Value>): JSX.Element {
    return (
        <select
            className="input" aria-label={label} value={value} {...(autofocus ? { "data-autofocus": true } : {})}
            onChange={(event) => {
                const chosen = options.find(([name]) => name === event.target.value);
                if (chosen !== undefined) onChange(chosen[0]);
            }}
        >
            {options.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
    );
}
