import { useEffect, useState } from "react";
import { Button } from "./Button";
import { onTold } from "./tell";
import type { Told } from "./tell";

/** What can be undone is offered for long enough to read it and reach it; whoever points at it has all the time. */
const LONG = 20_000;
const SHORT = 8_000;

/** Says at the foot of the page what has just been done, with Undo where that is possible. */
export function ToldBar(): JSX.Element {
    const [told, setTold] = useState<Told | null>(null);
    const [held, setHeld] = useState(false);
    const [busy, setBusy] = useState(false);
    useEffect(() => onTold(setTold), []);
    useEffect(() => {
        if (told === null || held || busy) return undefined;
        const timer = setTimeout(() => setTold(null), told.undo === null ? SHORT : LONG);
        return () => clearTimeout(timer);
    }, [told, held, busy]);

    async function undo(back: () => Promise<void>): Promise<void> {
        setBusy(true);
        try {
            await back();
            setTold({ text: "Undone.", undo: null });
        } catch (error) {
            setTold({ text: error instanceof Error ? error.message : "It could not be undone.", undo: null });
        }
        setBusy(false);
    }

    const back = told?.undo ?? null;
    return (
        <div
            className="told-place" role="status"
            onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}
        >
            {told !== null && (
                <div className="told">
                    <span>{told.text}</span>
                    {back !== null && <Button disabled={busy} onClick={() => void undo(back)}>Undo</Button>}
                    <Button look="quiet" icon="close" iconOnly onClick={() => setTold(null)}>Hide this message</Button>
                </div>
            )}
        </div>
    );
}
