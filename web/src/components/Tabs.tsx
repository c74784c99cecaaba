import { useId } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useHereInSight } from "../navigation/useHereInSight";

export interface Tab {
    readonly id: string;
    readonly label: string;
}

interface Props {
    readonly label: string;
    readonly tabs: readonly Tab[];
    readonly chosen: string;
    readonly onChoose: (id: string) => void;
    /** Stands at the end of the row of tabs. */
    readonly extra?: ReactNode;
    readonly children: ReactNode;
}

/** A row of tabs and the panel of the chosen one. Arrow keys move between tabs. */
export function Tabs({ label, tabs, chosen, onChoose, extra, children }: Props): JSX.Element {
    const base = useId();
    const row = useHereInSight<HTMLDivElement>(chosen);

    function walk(event: KeyboardEvent): void {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const at = tabs.findIndex((tab) => tab.id === chosen);
        const next = tabs[(at + step + tabs.length) % tabs.length];
        if (next === undefined) return;
        onChoose(next.id);
        row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
    }

    return (
        <div className="tabs">
            <div className="tabs-row">
                <div className="tablist" role="tablist" aria-label={label} ref={row} onKeyDown={walk}>
                    {tabs.map((tab) => (
                        <button
                            key={tab.id} type="button" role="tab" id={`${base}-${tab.id}`} data-tab={tab.id}
                            aria-selected={tab.id === chosen} aria-controls={`${base}-panel`}
                            tabIndex={tab.id === chosen ? 0 : -1} onClick={() => onChoose(tab.id)}
                        >
                            {tab.label}
                        </button>
                    ))}
                </div>
                {extra}
            </div>
            <div className="tabpanel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen}`}>
                {children}
            </div>
        </div>
    );
}
