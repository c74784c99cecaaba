import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Icon } from "../components/Icon";
import type { FilterSubject } from "./FilterChip";
import { filterPhrase } from "./sentence";

interface Props {
    readonly filters: ReadonlyArray<{ readonly subject: FilterSubject; readonly expression: string }>;
    /** Somebody has to do something here before there is an answer. */
    readonly open?: boolean;
    readonly children: ReactNode;
}

/** So few take no more room than the line that would stand for them. */
const FEW = 2;

/** The filters of a page. Where the screen is narrow they are folded to one line that says what they say, so that the answer is in sight. */
export function FilterFold({ filters, open: needed = false, children }: Props): JSX.Element {
    const [opened, setOpened] = useState(false);
    const id = useId();
    const open = opened || needed || filters.length <= FEW;
    const set = filters.filter(({ expression }) => expression.trim() !== "");
    return (
        <div className={open ? "filter-fold open" : "filter-fold"}>
            {filters.length > FEW && !needed && (
                <button type="button" className="filter-fold-line" aria-expanded={opened} aria-controls={id} onClick={() => setOpened(!opened)}>
                    <Icon name="filter" />
                    <strong>{set.length} of {filters.length} filters</strong>
                    <span>{set.map(({ subject, expression }) => filterPhrase(subject.label, subject.kind, expression).join(" ")).join(", ")}</span>
                    <Icon name={opened ? "up" : "down"} size={14} />
                </button>
            )}
            <div id={id} className="filters" aria-label="Filters" role="group">{children}</div>
        </div>
    );
}
