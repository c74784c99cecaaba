import { useState } from "react";
import type { DashboardForm } from "../../../api/dashboardForm";
import { text } from "../../../api/reading";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Menu } from "../../../components/Menu";
import { nameOf, withNewTab, withoutTab, withTabLabel, withTabMoved } from "./form";
import type { Draft } from "./useDraft";

interface Props {
    readonly draft: Draft;
    /** The name of the tab whose tiles are shown; "" on one page. */
    readonly tab: string;
    readonly onTab: (name: string) => void;
}

/** The tabs while they are edited: chosen, added, renamed, moved, taken away. */
export function TabEditor({ draft, tab, onTab }: Props): JSX.Element | null {
    const [naming, setNaming] = useState<string | null>(null);
    const { tabs } = draft.form;
    if (tabs.length === 0) return null;
    const chosen = tabs.find((each) => nameOf(each) === tab);
    const label = (each: (typeof tabs)[number]) => text(each["label"]) || nameOf(each);
    return (
        <div className="edit-tabs" role="group" aria-label="Tabs">
            {tabs.map((each) => <button key={nameOf(each)} type="button" className="tab-choice" aria-pressed={nameOf(each) === tab} onClick={() => onTab(nameOf(each))}>{label(each)}</button>)}
            {chosen !== undefined && (
                <Menu
                    label={`Tab ${label(chosen)}`} icon="more" iconOnly look="quiet" items={[
                        { label: "Rename the tab", icon: "edit", onSelect: () => setNaming(label(chosen)) },
                        { label: "Move it to the left", onSelect: () => draft.change((form) => withTabMoved(form, tab, -1)) },
                        { label: "Move it to the right", onSelect: () => draft.change((form) => withTabMoved(form, tab, 1)) },
                        {
                            label: "Remove the tab, keep its tiles", icon: "close", onSelect: () => {
                                onTab(nameOf(tabs.find((each) => nameOf(each) !== tab) ?? {}));
                                draft.change((form) => withoutTab(form, tab));
                            },
                        },
                    ]}
                />
            )}
            {naming !== null && (
                <Dialog title="Rename the tab" onClose={() => setNaming(null)}>
                    <form
                        className="custom-form" onSubmit={(event) => {
                            event.preventDefault();
                            draft.change((form) => withTabLabel(form, tab, naming.trim()));
                            setNaming(null);
                        }}
                    >
                        <label className="field"><span>Name</span><input className="input" data-autofocus="" maxLength={80} value={naming} onChange={(event) => setNaming(event.target.value)} /></label>
                        <footer className="action-buttons"><Button onClick={() => setNaming(null)}>Cancel</Button><Button type="submit" look="primary" disabled={naming.trim() === ""}>Rename</Button></footer>
                    </form>
                </Dialog>
            )}
        </div>
    );
}

/** With one more tab, named after its number, and that tab's name. */
export function addedTab(form: DashboardForm): readonly [DashboardForm, string] {
    return withNewTab(form, `Tab ${Math.max(2, form.tabs.length + 1)}`);
}
