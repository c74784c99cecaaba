import { useState } from "react";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";

/** Says that the session ended under way, and how to go on. What was typed and not saved stays where it is. */
export function SessionEnded({ onRetry }: { onRetry: () => void }): JSX.Element {
    // Nothing below an open window can be pressed: there it is said in a window of its own.
    const [covers, setCovers] = useState(() => document.querySelector("dialog[open]") !== null);
    const actions = (
        <>
            <a className="button" href="/" target="_blank" rel="noopener">Sign in on another page</a>
            <Button onClick={onRetry}>I have signed in</Button>
        </>
    );
    if (covers) {
        return (
            <Dialog title="Your session has ended" onClose={() => setCovers(false)}>
                <p>What you see and what you have typed stays. Sign in again to go on.</p>
                <footer className="action-buttons">{actions}</footer>
            </Dialog>
        );
    }
    return <div className="banner" role="alert"><span>Your session has ended. What you see stays; sign in again to ask for more.</span><span className="banner-actions">{actions}</span></div>;
}
