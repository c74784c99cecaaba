interface Props {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly numeric?: boolean;
    readonly hint?: string;
    /** Where no words stand beside it. */
    readonly label?: string;
}

/** A field that counts when it is left or Enter is pressed: a picture per letter would be too many. */
export function Typed({ value, onChange, numeric = false, hint = "", label }: Props): JSX.Element {
    return (
        <input
            key={value} className="input" defaultValue={value} placeholder={hint} {...(numeric ? { inputMode: "decimal" as const } : {})} {...(label === undefined ? {} : { "aria-label": label })}
            onBlur={(event) => {
                const next = event.target.value.trim();
                if (next !== value && (!numeric || next === "" || Number.isFinite(Number(next)))) onChange(next);
            }}
            onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
    );
}
