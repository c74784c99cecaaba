import { useLayoutEffect, useRef } from "react";
import type { Field } from "../../api/fields";

interface Props {
    readonly field: Field;
    /** The row of the field in the picker. */
    readonly beside: HTMLElement;
}

const MARGIN = 8;

/** Into the browser's top layer, where nothing covers it. */
function raise(element: HTMLElement & { showPopover?: () => void }): void {
    element.setAttribute("popover", "manual");
    if (!element.matches(":popover-open")) element.showPopover?.();
}

/** What a field means, how it is written and where: beside its row, inside of the window. */
export function FieldCard({ field, beside }: Props): JSX.Element {
    const card = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        const element = card.current;
        if (element === null) return;
        raise(element);
        const row = beside.getBoundingClientRect();
        const { width, height } = element.getBoundingClientRect();
        const { clientWidth, clientHeight } = document.documentElement;
        const right = row.right + MARGIN + 8;
        const fits = right + width <= clientWidth - MARGIN;
        element.style.left = `${fits ? right : Math.max(MARGIN, Math.min(row.left, clientWidth - width - MARGIN))}px`;
        element.style.top = `${fits ? Math.max(MARGIN, Math.min(row.top, clientHeight - height - MARGIN)) : row.bottom + height + MARGIN > clientHeight ? Math.max(MARGIN, row.top - height - 2) : row.bottom + 2}px`;
    }, [field, beside]);
    return (
        <div className="picker-card" ref={card} role="tooltip">
            <strong>{field.label}</strong>
            {field.description !== "" && <span>{field.description}</span>}
            <code>{field.name}</code>
            <span className="muted">{field.category === "measure" ? "measure" : "dimension"}, {field.type.replace(/_/g, " ")}{field.valueFormat === null ? "" : `, written as ${field.valueFormat}`}</span>
            {field.sql !== "" && <code className="picker-sql">{field.category === "measure" && field.type !== "number" ? `${field.type}: ` : ""}{field.sql}</code>}
            {field.place !== "" && <span className="muted">{field.place}</span>}
        </div>
    );
}
