import { useState } from "react";
import { fetchDevelopment, fetchFileProblems } from "../api/development";
import { ApiError } from "../api/http";
import { develop } from "../api/session";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { tell } from "../components/tell";
import { Link } from "../navigation/Link";
import { counted } from "../words/numbers";

/** Says on every page that it answers with the reader's branch, what is wrong there, and leads back to production. */
export function DevelopmentBar(): JSX.Element {
    const state = useResource("development", fetchDevelopment, { freshFor: 5_000 });
    const problems = useResource("branch problems", fetchFileProblems, { freshFor: 5_000 });
    const [busy, setBusy] = useState(false);
    const branch = state.value?.available === true ? state.value.branch : null;
    const errors = problems.value?.filter((problem) => problem.severity === "error") ?? [];
    const first = errors[0];

    async function leave(): Promise<void> {
        setBusy(true);
        try {
            await develop(false);
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
            setBusy(false);
        }
    }

    return (
        <section className={`development-bar ${first === undefined ? "" : "broken"}`} aria-label="Development mode">
            <p>
                <strong><Icon name="flow" size={14} /> Development mode</strong>{" "}
                <Link href="/develop">{branch?.name ?? "your branch"}</Link>
                {first === undefined ? <span className="development-aside"> Nobody else sees these numbers.</span> : (
                    <span role="status">
                        {" "}has <Link href="/develop?view=problems">{counted(errors.length, "error")}</Link>
                        <span className="development-aside">, the first in <Link href={`/develop?file=${encodeURIComponent(first.file)}&line=${first.line}`}>{first.file}:{first.line}</Link>: {first.message}</span>
                    </span>
                )}
            </p>
            <Button disabled={busy} onClick={() => void leave()}>{busy ? "Leaving…" : "Back to production"}</Button>
        </section>
    );
}
