import { Choice } from "./Choice";

interface Props {
    readonly expression: string;
    readonly onChange: (expression: string) => void;
}

/** Yes, no, or either. */
export function YesNoForm({ expression, onChange }: Props): JSX.Element {
    const text = expression.trim().toLowerCase();
    const value = text === "" ? "" : ["yes", "true", "1", "y"].includes(text) ? "Yes" : "No";
    return <Choice label="Condition" autofocus value={value} onChange={onChange} options={[["", "is anything"], ["Yes", "is Yes"], ["No", "is No"]]} />;
}
