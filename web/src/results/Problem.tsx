import type { ReactNode } from "react";
import type { ApiError } from "../api/http";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import { WhomToAsk } from "./WhomToAsk";

interface Props {
    readonly error: ApiError;
    /** What was asked for, as it stands after "the": "Look", "list of users", "usage". */
    readonly what: string;
    readonly onRetry?: () => void;
    readonly actions?: ReactNode;
}

/** Why something is not here, what to do, and who can. */
export function Problem({ error, what, onRetry, actions }: Props): JSX.Element {
    const retry = onRetry === undefined ? undefined : <Button onClick={onRetry}>Try again</Button>;
    switch (error.kind) {
        case "offline":
            return <Notice tone="warn" title="The server can't be reached." actions={retry}>Check the connection. What was loaded before stays on the page.</Notice>;
        case "signed-out":
            return <Notice tone="warn" title="Your session has ended." actions={retry}>Sign in again, and this comes back.</Notice>;
        case "forbidden":
            return <Notice tone="warn" title={`You may not see the ${what}.`} actions={actions}>{error.message} <WhomToAsk otherwise="Whoever administers Soundings can give your role access." /></Notice>;
        case "missing":
            return (
                <Notice tone="warn" title={`There is no such ${what}, or you may not see it.`} actions={actions}>
                    {/^not found\.?$/i.test(error.message)
                        ? <p>The link may be old or incomplete. Press Ctrl K and search, or ask whoever sent the link.</p>
                        : <Detail error={error} />}
                </Notice>
            );
        case "busy":
            return <Notice tone="warn" title="The server is busy." actions={retry}>{error.message}</Notice>;
        case "refused":
            return (
                <Notice tone="bad" title={error.status === 200 ? `The warehouse did not answer the ${what}.` : `The ${what} can't be answered as asked.`} actions={actions ?? retry}>
                    <Detail error={error} />
                </Notice>
            );
        case "cancelled":
            return <Notice title="Cancelled." actions={onRetry === undefined ? undefined : <Button onClick={onRetry}>Run again</Button>} />;
        case "broken":
            return (
                <Notice tone="bad" title={`The ${what} could not be ${what === "query" ? "answered" : "loaded"}: the server failed.`} actions={<>{retry}{actions}</>}>
                    <Detail error={error} />
                    <p className="notice-more">Nothing that is saved is lost. If it fails again, tell whoever administers Soundings what you did. <WhomToAsk otherwise="" /></p>
                </Notice>
            );
    }
}

/** Names of fields and explores come between back quotes. */
export function withNames(message: string): ReactNode {
    return message.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

function Detail({ error }: { error: ApiError }): JSX.Element {
    return (
        <>
            <p>{withNames(error.message)}</p>
            {error.suggestion !== null && !error.message.includes("Did you mean") && <p>Did you mean <strong>{error.suggestion}</strong>?</p>}
        </>
    );
}
