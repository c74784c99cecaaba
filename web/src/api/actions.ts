import { requestJSON } from "./http";
import { flag, list, object, text } from "./reading";

/** A field to fill in before an action is sent. */
export interface ActionField {
    readonly name: string;
    readonly kind: "string" | "textarea" | "select";
    readonly label: string;
    readonly description: string;
    readonly initial: string;
    readonly required: boolean;
    readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>;
}

/** What became of an action. */
export interface ActionOutcome {
    readonly success: boolean;
    /** Whether the data may have changed by it. */
    readonly refresh: boolean;
    /** "" where nobody said anything. */
    readonly message: string;
    /** What is wrong with the values, by the names of the fields. */
    readonly objections: ReadonlyMap<string, string>;
}

/** The fields of an action. The server may have to ask whoever carries the action out. */
export async function fetchActionForm(token: string, signal: AbortSignal): Promise<ActionField[]> {
    const form = object(await requestJSON("/api/4.0/data_actions/form", { method: "POST", body: { type: "action", token }, signal }));
    return list(form["fields"], readActionField);
}

/** Sends an action, once. */
export async function performAction(token: string, values: Readonly<Record<string, string>>): Promise<ActionOutcome> {
    const body = { action: { type: "action", token }, form_values: values };
    return readOutcome(await requestJSON("/api/4.0/data_actions", { method: "POST", body }));
}

export function readActionField(value: unknown): ActionField {
    const field = object(value);
    const name = text(field["name"]);
    const type = text(field["type"]);
    return {
        name,
        kind: type === "textarea" || type === "select" ? type : "string",
        label: text(field["label"]) || name,
        description: text(field["description"]),
        initial: text(field["default"]),
        required: flag(field["required"]),
        options: list(field["options"], (item) => {
            const option = object(item);
            return { value: text(option["name"]), label: text(option["label"]) || text(option["name"]) };
        }),
    };
}

export function readOutcome(value: unknown): ActionOutcome {
    const answer = object(value);
    const objections = new Map<string, string>();
    for (const problem of list(object(answer["validation_errors"])["errors"], object)) {
        const field = text(problem["field"]);
        const before = objections.get(field);
        objections.set(field, before === undefined ? text(problem["message"]) : `${before} ${text(problem["message"])}`);
    }
    return { success: flag(answer["success"]), refresh: flag(answer["refresh_query"]), message: text(answer["message"]), objections };
}

/** What a form begins with: defaults, and for choices without one nothing. */
export function initialValues(fields: readonly ActionField[]): Record<string, string> {
    return Object.fromEntries(fields.map((field) => [
        field.name, field.kind === "select" && !field.options.some((option) => option.value === field.initial) ? "" : field.initial,
    ]));
}
