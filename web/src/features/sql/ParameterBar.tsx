import { useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { DayInput } from "../../components/DayInput";
import { Popover } from "../../components/Popover";
import { KINDS } from "./parameters";
import type { Choices, Parameter, ParameterKind } from "./parameters";
import { useListValues } from "./useListValues";

interface Props {
    readonly connection: string;
    readonly parameters: readonly Parameter[];
    readonly choices: Choices;
    readonly problems: Readonly<Record<string, string>>;
    readonly onChoose: (name: string, values: readonly string[]) => void;
    readonly onDefine: (parameter: Parameter) => void;
}

/** One field for each parameter of the statement, and a way to say what it is. */
export function ParameterBar({ connection, parameters, choices, problems, onChoose, onDefine }: Props): JSX.Element {
    return (
        <div className="sql-parameters" role="group" aria-label="Parameters">
            {parameters.map((parameter) => (
                <div key={parameter.name} className="sql-parameter">
                    <Choice
                        connection={connection} parameter={parameter} chosen={choices[parameter.name] ?? []} problem={problems[parameter.name]}
                        onChoose={(values) => onChoose(parameter.name, values)}
                    />
                    <Definition parameter={parameter} onDefine={onDefine} />
                </div>
            ))}
        </div>
    );
}

interface ChoiceProps {
    readonly connection: string;
    readonly parameter: Parameter;
    readonly chosen: readonly string[];
    readonly problem: string | undefined;
    readonly onChoose: (values: readonly string[]) => void;
}

function Choice({ connection, parameter, chosen, problem, onChoose }: ChoiceProps): JSX.Element {
    const id = useId();
    const listed = useListValues(connection, parameter);
    const first = chosen[0] ?? "";
    const wrong = problem !== undefined && chosen.some((value) => value !== "");
    const shared = { className: "input", "aria-invalid": wrong, "aria-describedby": wrong ? `${id}-problem` : undefined };
    const note = wrong ? <span className="download-problem" id={`${id}-problem`}>{problem}</span> : listed.problem !== "" ? <span className="download-problem">{listed.problem}</span> : null;
    if (parameter.kind === "dates") {
        return (
            <fieldset className="field">
                <legend>{parameter.name}</legend>
                <span className="sql-dates">
                    <DayInput {...shared} aria-label={`${parameter.name}, from`} value={first} onChange={(day) => onChoose([day, chosen[1] ?? ""])} />
                    <span>to</span>
                    <DayInput {...shared} aria-label={`${parameter.name}, to`} value={chosen[1] ?? ""} onChange={(day) => onChoose([first, day])} />
                </span>
                {note}
            </fieldset>
        );
    }
    return (
        <label className="field">
            <span>{parameter.name}</span>
            {parameter.kind === "one of" ? (
                <select {...shared} value={first} onChange={(event) => onChoose([event.target.value])}>
                    <option value="">{listed.loading ? "Loading…" : "Choose…"}</option>
                    {[...new Set([...(first === "" ? [] : [first]), ...listed.values])].map((value) => <option key={value}>{value}</option>)}
                </select>
            ) : parameter.kind === "any of" ? (
                <select {...shared} className="input sql-several" multiple size={4} value={[...chosen]} onChange={(event) => onChoose([...event.target.selectedOptions].map((option) => option.value))}>
                    {[...new Set([...chosen, ...listed.values])].map((value) => <option key={value}>{value}</option>)}
                </select>
            ) : parameter.kind === "date" ? <DayInput {...shared} value={first} onChange={(day) => onChoose([day])} />
                : <Typed shared={shared} kind={parameter.kind} value={first} onChange={(value) => onChoose([value])} />}
            {note}
        </label>
    );
}

/** Counts when it is finished, not with every letter: each value is a step that Back undoes. */
function Typed({ shared, kind, value, onChange }: { shared: Record<string, unknown>; kind: ParameterKind; value: string; onChange: (value: string) => void }): JSX.Element {
    const [typed, setTyped] = useState({ of: value, text: value });
    const text = typed.of === value ? typed.text : value;
    const finish = () => text !== value && onChange(text);
    return (
        <input
            {...shared} type="text" {...(kind === "number" ? { inputMode: "decimal" as const } : {})} value={text}
            onChange={(event) => setTyped({ of: value, text: event.target.value })}
            onBlur={finish} onKeyDown={(event) => event.key === "Enter" && finish()}
        />
    );
}

function Definition({ parameter, onDefine }: { parameter: Parameter; onDefine: (parameter: Parameter) => void }): JSX.Element {
    const [open, setOpen] = useState(false);
    const container = useRef<HTMLDivElement>(null);
    const anchor = useRef<HTMLButtonElement>(null);
    const isList = parameter.kind === "one of" || parameter.kind === "any of";
    const [list, setList] = useState(parameter.source !== "" ? parameter.source : parameter.values.join(", "));
    function define(kind: ParameterKind, text: string): void {
        const isQuery = /^(?:select|with|from)\b/i.test(text.trim());
        const listing = kind === "one of" || kind === "any of";
        onDefine({
            name: parameter.name, kind, source: listing && isQuery ? text.trim() : "",
            values: listing && !isQuery ? text.split(",").map((value) => value.trim()).filter((value) => value !== "") : [],
        });
    }
    return (
        <div className="menu" ref={container}>
            <Button ref={anchor} look="quiet" icon="more" iconOnly aria-expanded={open} onClick={() => setOpen(!open)}>{`What ${parameter.name} is`}</Button>
            {open && (
                <Popover label={`What ${parameter.name} is`} container={container} anchor={anchor} onClose={() => setOpen(false)}>
                    <label className="field">
                        <span>{parameter.name} is</span>
                        <select className="input" value={parameter.kind} onChange={(event) => define(event.target.value as ParameterKind, list)}>
                            {KINDS.map((kind) => <option key={kind} value={kind}>{WORDS[kind]}</option>)}
                        </select>
                    </label>
                    {isList && (
                        <label className="field">
                            <span>Values, with commas between them, or a SELECT that gives them</span>
                            <textarea className="input sql-list" rows={3} value={list} onChange={(event) => setList(event.target.value)} onBlur={() => define(parameter.kind, list)} />
                        </label>
                    )}
                    <p className="muted">This is written into the statement as a comment.</p>
                </Popover>
            )}
        </div>
    );
}

const WORDS: Readonly<Record<ParameterKind, string>> = { text: "a text", number: "a number", date: "a day", dates: "two days: from, to", "one of": "one of a list", "any of": "any of a list" };
