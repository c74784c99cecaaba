import { useCallback, useReducer } from "react";
import type { DashboardForm } from "../../../api/dashboardForm";

interface State {
    readonly past: readonly DashboardForm[];
    readonly form: DashboardForm;
    readonly future: readonly DashboardForm[];
    /** What the last change was part of: several keys on one tile are one step back. */
    readonly step: string;
}

type Action =
    | { readonly is: "change"; readonly update: (form: DashboardForm) => DashboardForm; readonly step: string }
    | { readonly is: "undo" | "redo" };

const MOST_STEPS = 200;

/** A dashboard while it is edited, with the steps that led there. */
export interface Draft {
    readonly form: DashboardForm;
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    /** @param step changes in a row with the same name are undone together; "" stands alone. */
    readonly change: (update: (form: DashboardForm) => DashboardForm, step?: string) => void;
    readonly undo: () => void;
    readonly redo: () => void;
}

export function useDraft(start: DashboardForm): Draft {
    const [state, dispatch] = useReducer(next, { past: [], form: start, future: [], step: "" });
    const change = useCallback((update: (form: DashboardForm) => DashboardForm, step = "") => dispatch({ is: "change", update, step }), []);
    const undo = useCallback(() => dispatch({ is: "undo" }), []);
    const redo = useCallback(() => dispatch({ is: "redo" }), []);
    return { form: state.form, canUndo: state.past.length > 0, canRedo: state.future.length > 0, change, undo, redo };
}

function next(state: State, action: Action): State {
    if (action.is === "change") {
        const form = action.update(state.form);
        if (form === state.form) return state;
        const goesOn = action.step !== "" && action.step === state.step;
        return { past: goesOn ? state.past : [...state.past, state.form].slice(-MOST_STEPS), form, future: [], step: action.step };
    }
    const [from, to] = action.is === "undo" ? [state.past, state.future] : [state.future, state.past];
    const form = action.is === "undo" ? from[from.length - 1] : from[0];
    if (form === undefined) return state;
    return action.is === "undo"
        ? { past: from.slice(0, -1), form, future: [state.form, ...to], step: "" }
        : { past: [...to, state.form], form, future: from.slice(1), step: "" };
}
