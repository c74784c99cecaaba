import { useEffect, useState } from "react";
import { ApiError } from "../../api/http";
import { fetchSignInWays, signIn } from "../../api/session";
import type { SignInWays } from "../../api/session";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useTitle } from "../../navigation/useTitle";
import { Alone } from "./Alone";
import { PasswordForm } from "./PasswordForm";
import { providerRefusal } from "./providerRefusal";

/** A one-time sign-in link. Opening it changes nothing; only the button does. */
export function SignInPage({ token, onSignedIn }: { token: string; onSignedIn: () => void }): JSX.Element {
    useTitle("Sign in");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function use(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            await signIn(token);
            onSignedIn();
        } catch (error) {
            setBusy(false);
            const used = error instanceof ApiError && ["missing", "signed-out", "refused", "forbidden"].includes(error.kind);
            setProblem(used
                ? "This link has been used, or is too old. Ask whoever sent it for a new one."
                : error instanceof ApiError ? error.message : "Signing in failed. Try again.");
        }
    }

    return (
        <Alone>
            <h1>Sign in to Soundings</h1>
            <p>This link signs you in on {window.location.host}, in this browser. It works once.</p>
            {problem !== "" && <Notice tone="bad" title={problem} />}
            <Button look="primary" disabled={busy} onClick={() => void use()}>{busy ? "Signing in…" : "Sign in"}</Button>
            <p className="muted">Not expecting this? Close the page, and nothing happens.</p>
        </Alone>
    );
}

/** There is no session, and no link either. */
export function SignInNeeded({ ended = false, onRetry }: { ended?: boolean; onRetry: () => void }): JSX.Element {
    useTitle("Sign in");
    const [ways, setWays] = useState<SignInWays | null>(null);
    useEffect(() => {
        const asking = new AbortController();
        fetchSignInWays(asking.signal).then(setWays, () => { /* The link is explained all the same. */ });
        return () => asking.abort();
    }, []);
    const refusal = providerRefusal(new URLSearchParams(window.location.search).get("sign-in"));
    return (
        <Alone>
            <h1>{ended ? "Your session has ended" : "Sign in to Soundings"}</h1>
            {refusal !== null && <Notice tone="bad" title={refusal} />}
            {ways !== null && ways.provider !== null && <a className="button primary" href={providerAddress()}><span>{ways.provider}</span></a>}
            {ways !== null && ways.passwords && <PasswordForm isMain={ways.provider === null} onSignedIn={onRetry} />}
            <p>You can also sign in with a one-time link. Whoever administers this server can make one:</p>
            <pre tabIndex={0} aria-label="Command that makes a sign-in link">soundings user add --email you@example.com --role viewer</pre>
            <p>Open the link in this browser, then come back to this page.</p>
            <Button onClick={onRetry}>I have signed in</Button>
        </Alone>
    );
}

/** Comes back to the page that was asked for. */
function providerAddress(): string {
    const parameters = new URLSearchParams(window.location.search);
    parameters.delete("sign-in");
    const search = parameters.toString();
    const here = window.location.pathname + (search === "" ? "" : `?${search}`);
    return `/oidc/start?next=${encodeURIComponent(here)}`;
}

interface SignedOutProps {
    /** Statements that the reader named in this browser. */
    readonly named: number;
    readonly onForget: () => void;
}

/** Says what stays. A session that merely ends forgets nothing. */
export function SignedOut({ named, onForget }: SignedOutProps): JSX.Element {
    const [left, setLeft] = useState(named);
    useTitle("Signed out");
    function forget(): void {
        onForget();
        setLeft(0);
    }
    return (
        <Alone>
            <h1>You are signed out</h1>
            <p>What you looked at and what you ran is gone from this browser.</p>
            {left > 0 && (
                <>
                    <p>{left === 1 ? "One SQL statement that you named stays" : `${left} SQL statements that you named stay`} for when you sign in here again.</p>
                    <Button onClick={forget}>{left === 1 ? "Forget it, too" : "Forget them, too"}</Button>
                </>
            )}
            <p><a href="/">Back to Soundings</a></p>
        </Alone>
    );
}
