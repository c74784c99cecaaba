import { useEffect, useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { guardLeaving } from "../../../navigation/location";

/**
 * Asks before unsaved work is left behind.
 *
 * @param stays whether an address is still the page with the work.
 * @returns the question while it is asked; null else.
 */
export function useLeaveGuard(dirty: boolean, stays: (path: string, edit: boolean) => boolean): JSX.Element | null {
    const [go, setGo] = useState<(() => void) | null>(null);
    useEffect(() => {
        if (!dirty) return undefined;
        guardLeaving({
            stays: (to) => stays(to.path, to.query.some(([key, value]) => key === "edit" && value === "true")),
            ask: (next) => setGo(() => next),
        });
        return () => guardLeaving(null);
    }, [dirty, stays]);
    if (go === null) return null;
    const stay = () => setGo(null);
    return (
        <Dialog title="Leave without saving?" onClose={stay}>
            <p>What you have changed on this dashboard is not saved.</p>
            <footer className="action-buttons">
                <Button onClick={go}>Discard changes</Button>
                <Button look="primary" data-autofocus="" onClick={stay}>Go on editing</Button>
            </footer>
        </Dialog>
    );
}
