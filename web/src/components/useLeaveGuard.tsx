import { useEffect, useRef, useState } from "react";
import { guardLeaving } from "../navigation/location";
import type { Location } from "../navigation/location";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

/**
 * Asks before unsaved work is left behind.
 *
 * @param stays whether nothing is lost at an address.
 * @param words what is lost elsewhere: "What you have changed on this dashboard is not saved."
 * @returns the question while it is asked; null else.
 */
export function useLeaveGuard(dirty: boolean, stays: (to: Location) => boolean, words: string): JSX.Element | null {
    const [go, setGo] = useState<(() => void) | null>(null);
    const latest = useRef(stays);
    latest.current = stays;
    useEffect(() => {
        if (!dirty) return undefined;
        guardLeaving({ stays: (to) => latest.current(to), ask: (next) => setGo(() => next) });
        return () => guardLeaving(null);
    }, [dirty]);
    if (go === null) return null;
    const stay = () => setGo(null);
    return (
        <Dialog title="Leave without saving?" onClose={stay}>
            <p>{words}</p>
            <footer className="action-buttons">
                <Button onClick={go}>Discard changes</Button>
                <Button look="primary" data-autofocus="" onClick={stay}>Go on editing</Button>
            </footer>
        </Dialog>
    );
}
