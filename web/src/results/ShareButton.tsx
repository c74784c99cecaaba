import { useState } from "react";
import { Button } from "../components/Button";

/** Copies the address of the page, which is all that somebody else needs to see the same. */
export function ShareButton({ onProblem }: { onProblem: (sentence: string) => void }): JSX.Element {
    const [copied, setCopied] = useState(false);

    async function share(): Promise<void> {
        onProblem("");
        try {
            await navigator.clipboard.writeText(window.location.href);
        } catch {
            onProblem("The link could not be copied. It is the address of this page.");
            return;
        }
        setCopied(true);
        setTimeout(() => setCopied(false), 2000);
    }

    return <Button icon={copied ? "check" : "link"} onClick={() => void share()}>{copied ? "Link copied" : "Share"}</Button>;
}
