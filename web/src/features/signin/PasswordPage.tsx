import { useState } from "react";
import type { FormEvent } from "react";
import { ApiError } from "../../api/http";
import { choosePassword } from "../../api/session";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useTitle } from "../../navigation/useTitle";
import { Alone } from "./Alone";

/** A one-time link with which somebody chooses a password. Opening it changes nothing. */
export function PasswordPage({ token, onSignedIn }: { token: string; onSignedIn: () => void }): JSX.Element {
    useTitle("Choose a password");
    const [password, setPassword] = useState("");
    const [again, setAgain] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (password !== again) {
            setProblem("The two are not the same.");
            return;
        }
        setBusy(true);
        setProblem("");
        try {
            await choosePassword(token, password);
            onSignedIn();
        } catch (error) {
            setBusy(false);
            setProblem(error instanceof ApiError ? error.message : "The password was not kept. Try again.");
        }
    }

    return (
        <Alone>
            <h1>Choose a password</h1>
            <p>For {window.location.host}. It has at least 10 characters; a sentence does well. You are signed out everywhere else.</p>
            <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
                <label>New password <input className="input" type="password" autoComplete="new-password" required minLength={10} value={password} onChange={(event) => setPassword(event.target.value)} /></label>
                <label>The same again <input className="input" type="password" autoComplete="new-password" required value={again} onChange={(event) => setAgain(event.target.value)} /></label>
                {problem !== "" && <Notice tone="bad" title={problem} />}
                <Button type="submit" look="primary" disabled={busy}>{busy ? "Keeping it…" : "Keep it and sign in"}</Button>
            </form>
        </Alone>
    );
}
