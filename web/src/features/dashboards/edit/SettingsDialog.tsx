import { useState } from "react";
import type { DashboardForm } from "../../../api/dashboardForm";
import { text } from "../../../api/reading";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { withMembers } from "./form";

interface Props {
    readonly form: DashboardForm;
    readonly onDone: (form: DashboardForm) => void;
    readonly onClose: () => void;
}

const INTERVALS: ReadonlyArray<readonly [string, string]> = [
    ["", "Only when somebody asks"], ["30 seconds", "Every 30 seconds"], ["1 minute", "Every minute"], ["5 minutes", "Every 5 minutes"],
    ["15 minutes", "Every 15 minutes"], ["1 hour", "Every hour"], ["1 day", "Every day"],
];

/** How a dashboard behaves for everybody who reads it. */
export function SettingsDialog({ form, onDone, onClose }: Props): JSX.Element {
    const [rest, setRest] = useState(form.rest);
    const interval = text(rest["refresh"]);
    return (
        <Dialog title="How the dashboard behaves" onClose={onClose}>
            <form
                className="custom-form" onSubmit={(event) => {
                    event.preventDefault();
                    onDone({ ...form, rest });
                }}
            >
                <label className="field"><span>Refreshes while it is open</span>
                    <select className="input" data-autofocus="" value={interval} onChange={(event) => setRest(withMembers(rest, { refresh: event.target.value || undefined }))}>
                        {!INTERVALS.some(([value]) => value === interval) && <option value={interval}>{`Every ${interval}`}</option>}
                        {INTERVALS.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                    </select>
                </label>
                <label className="check"><input type="checkbox" checked={rest["crossfilter_enabled"] === true} onChange={(event) => setRest(withMembers(rest, { crossfilter_enabled: event.target.checked ? true : undefined }))} /> A press on a mark filters the other tiles at once, without a menu</label>
                <label className="check"><input type="checkbox" checked={rest["show_filters_bar"] !== false} onChange={(event) => setRest(withMembers(rest, { show_filters_bar: event.target.checked ? undefined : false }))} /> Its filters are in sight</label>
                <footer className="action-buttons"><Button onClick={onClose}>Cancel</Button><Button type="submit" look="primary">Apply</Button></footer>
            </form>
        </Dialog>
    );
}
