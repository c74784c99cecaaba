import { useEffect, useState } from "react";
import type { FormEvent } from "react";
import { ApiError } from "../../api/http";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Skeleton } from "../../components/Skeleton";
import { navigate } from "../../navigation/location";
import { putOn } from "./shelf";

interface Props {
    readonly suggestion: string;
    /** Keeps the statement on the server and gives its address. */
    readonly onKeep: () => Promise<string>;
    readonly onClose: () => void;
}

/** Gives a statement an address that can be sent, and a name on this device. */
export function SaveStatement({ suggestion, onKeep, onClose }: Props): JSX.Element {
    const [name, setName] = useState(suggestion);
    const [href, setHref] = useState("");
    const [problem, setProblem] = useState("");
    const [copied, setCopied] = useState(false);
    useEffect(() => {
        let open = true;
        onKeep().then((made) => open && setHref(made), (error: unknown) => open && setProblem(error instanceof ApiError ? error.message : "The statement could not be kept. Try again."));
        return () => {
            open = false;
        };
        // Once: what is kept is what was written when the window opened.
    }, []);

    function save(event: FormEvent): void {
        event.preventDefault();
        if (name.trim() === "") return setProblem("Give it a name.");
        if (!putOn("saved", { href, title: name.trim(), at: Date.now(), note: "" })) return setProblem("This browser keeps nothing. Copy the link instead.");
        navigate(href, "replace");
        onClose();
    }

    const link = href === "" ? "" : window.location.origin + href;
    return (
        <Dialog title="Save or share" onClose={onClose}>
            {href === "" && problem === "" ? <div role="status" aria-busy="true" aria-label="The link is made"><Skeleton shape="lines" /></div> : (
                <form className="custom-form" noValidate onSubmit={save}>
                    {href !== "" && (
                        <>
                            <label className="field"><span>Link: the statement with its values, for all who may run SQL</span><input className="input" readOnly value={link} onFocus={(event) => event.target.select()} /></label>
                            <div><Button icon={copied ? "check" : "copy"} onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true), () => setCopied(false))}>{copied ? "Copied" : "Copy link"}</Button></div>
                            <label className="field"><span>Name, in the list on this device</span><input className="input" autoFocus value={name} onChange={(event) => setName(event.target.value)} /></label>
                        </>
                    )}
                    {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                    <footer className="action-buttons">
                        <Button onClick={onClose}>Close</Button>
                        <Button type="submit" look="primary" disabled={href === ""}>Save</Button>
                    </footer>
                </form>
            )}
        </Dialog>
    );
}
