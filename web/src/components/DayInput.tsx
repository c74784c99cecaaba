import { useLayoutEffect, useRef } from "react";
import type { InputHTMLAttributes } from "react";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "value" | "defaultValue" | "onChange"> {
    /** `YYYY-MM-DD`; "" for none. */
    readonly value: string;
    /** A whole day, or "" where it was cleared. */
    readonly onChange: (day: string) => void;
}

/**
 * A day, chosen or typed.
 *
 * While somebody types 02, the browser says after the 0 that there is no day yet. A value that is written back at that moment, as
 * React does with its own fields, throws the 0 away, and the next digits land in the wrong part. So the field keeps what is typed,
 * and takes a value from outside only where it is another one than it told last.
 */
export function DayInput({ value, onChange, className = "input", ...field }: Props): JSX.Element {
    const input = useRef<HTMLInputElement>(null);
    const told = useRef(value);
    useLayoutEffect(() => {
        if (input.current === null || value === told.current) return;
        told.current = value;
        input.current.value = value;
    }, [value]);
    return (
        <input
            {...field} ref={input} className={className} type="date" defaultValue={value}
            onChange={(event) => {
                const { value: day, validity } = event.target;
                // Half a day is not told: what was there before still holds.
                if (validity.badInput || day === told.current) return;
                told.current = day;
                onChange(day);
            }}
        />
    );
}
