import { useState } from "react";
import type { FormEvent } from "react";
import { ApiError } from "../../api/http";
import { signInWithPassword } from "../../api/session";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";

/** Address and password. A password manager fills both. */
export function PasswordForm({ isMain, onSignedIn }: { isMain: boolean; onSignedIn: () => void }): JSX.Element {
    const [email, setEmail] = useState("");
    const [password, setPassword] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        setBusy(true);
        setProblem("");
        try {
            await signInWithPassword(email, password);
            setPassword("");
            onSignedIn();
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "Signing in failed. Try again.");
        } finally {
            setBusy(false);
        }
    }

    return (
        <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
            <label>E-mail address <input className="input" type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} /></label>
            <label>Password <input className="input" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} /></label>
            {problem !== "" && <Notice tone="bad" title={problem} />}
            <Button type="submit" look={isMain ? "primary" : "plain"} disabled={busy}>{busy ? "Signing in…" : "Sign in"}</Button>
        </form>
    );
}
