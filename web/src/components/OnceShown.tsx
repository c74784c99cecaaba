import { useState } from "react";
import { Button } from "./Button";

/** A secret, or a link that works once: there to be copied now, and nowhere later. */
export function OnceShown({ label, value }: { label: string; value: string }): JSX.Element {
    const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
    return (
        <div className="once-shown">
            <label className="field"><span>{label}</span><input className="input" readOnly value={value} onFocus={(event) => event.target.select()} /></label>
            <Button icon="copy" onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied("yes"), () => setCopied("failed"))}>
                {copied === "yes" ? "Copied" : "Copy"}
            </Button>
            {copied === "failed" && <p className="muted" role="status">The browser does not let this page copy. Select the text and press Ctrl C.</p>}
        </div>
    );
}
