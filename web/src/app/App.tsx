import { useCallback, useEffect, useRef, useState } from "react";
import { cache } from "../api/cache";
import { ApiError, onSignedOut } from "../api/http";
import { fetchSession, onWorkspaceChosen } from "../api/session";
import type { Session } from "../api/session";
import { SessionContext } from "../api/SessionContext";
import { tell } from "../components/tell";
import { Alone } from "../features/signin/Alone";
import { emptyShelf, readShelf } from "../features/sql/shelf";
import { claimDevice } from "../navigation/device";
import { matchPath, navigate, useLocation } from "../navigation/location";
import { Problem } from "../results/Problem";
import { Alerting } from "./Alerting";
import { Annotate } from "./Annotate";
import { ErrorBoundary } from "./ErrorBoundary";
import { Frame } from "./Frame";
import { lazyPart } from "./lazyPage";
import { pageFor } from "./routes";
import { claimTab } from "./tabMemory";

/** Most who come are signed in. */
const signIn = lazyPart(async () => (await import("../features/signin/SignInPage")).SignInPage);
const signInNeeded = lazyPart(async () => (await import("../features/signin/SignInPage")).SignInNeeded);
const signedOut = lazyPart(async () => (await import("../features/signin/SignInPage")).SignedOut);
const password = lazyPart(async () => (await import("../features/signin/PasswordPage")).PasswordPage);

type State =
    | { readonly is: "unknown" | "signed-out" | "left" }
    | { readonly is: "failed"; readonly error: ApiError }
    | { readonly is: "here"; readonly session: Session; readonly ended: boolean; readonly since: number };

/** Finds out who reads, then shows the page of the address inside the frame. */
export function App(): JSX.Element | null {
    const location = useLocation();
    const [state, setState] = useState<State>({ is: "unknown" });

    const latest = useRef(state);
    latest.current = state;

    const ask = useCallback(() => {
        fetchSession().then(
            (session) => {
                cache.clear();
                // Whoever acts as somebody else comes back to what is theirs.
                if (!session.acting) {
                    claimTab(session.user.id);
                    claimDevice(session.user.id);
                }
                // The list of reports stays one press away, under Home.
                if (session.home !== "" && window.location.pathname === "/") navigate(session.home, "replace");
                setState({ is: "here", session, ended: false, since: Date.now() });
            },
            (error: unknown) => {
                if (error instanceof ApiError && error.kind === "signed-out") setState({ is: "signed-out" });
                else setState({ is: "failed", error: error instanceof ApiError ? error : new ApiError("broken", 0, "The page could not be started.") });
            },
        );
    }, []);
    /** After the session ended under way. The same reader finds the page as it was, with what was typed and not saved. */
    const comeBack = useCallback((say: (problem: string) => void) => {
        fetchSession().then(
            (session) => {
                const before = latest.current;
                if (before.is !== "here" || !isSameReader(before.session, session)) return ask();
                cache.signedInAgain();
                setState({ ...before, session, ended: false });
            },
            (error: unknown) => say(error instanceof ApiError && error.kind !== "signed-out" ? error.message : "You are not signed in yet."),
        );
    }, [ask]);
    useEffect(ask, [ask]);
    // All that was read answers for the other model.
    useEffect(() => onWorkspaceChosen(ask), [ask]);
    // A session that ends under way leaves the page as it is: what was read is still true.
    useEffect(() => onSignedOut(() => setState((now) => (now.is === "here" ? { ...now, ended: true } : now))), []);
    // Whoever signed in on another page comes back to this one.
    const ended = state.is === "here" && state.ended;
    useEffect(() => {
        if (!ended) return undefined;
        const look = () => comeBack(() => undefined);
        window.addEventListener("focus", look);
        return () => window.removeEventListener("focus", look);
    }, [ended, comeBack]);

    const enter = (): void => {
        navigate("/", "replace");
        ask();
    };
    const token = matchPath("/sign-in/:token", location.path)?.["token"];
    if (token !== undefined) return <Outside><signIn.Page token={token} onSignedIn={enter} /></Outside>;
    const passwordToken = matchPath("/password/reset/:token", location.path)?.["token"];
    if (passwordToken !== undefined) return <Outside><password.Page token={passwordToken} onSignedIn={enter} /></Outside>;
    switch (state.is) {
        case "unknown": return null;
        case "failed": return <Alone><Problem error={state.error} what="page" onRetry={ask} /></Alone>;
        case "signed-out": return <Outside><signInNeeded.Page onRetry={ask} /></Outside>;
        case "left": return <Outside><signedOut.Page named={readShelf("saved").length} onForget={() => emptyShelf("saved")} /></Outside>;
        case "here":
            return (
                <SessionContext.Provider value={state.session}>
                    <Frame ended={state.ended} onRetry={() => comeBack(tell)} onLeave={() => setState({ is: "left" })} onSignIn={() => setState({ is: "signed-out" })}>
                        <Annotate><Alerting><ErrorBoundary key={state.since} place={location.path}>{pageFor(location.path)}</ErrorBoundary></Alerting></Annotate>
                    </Frame>
                </SessionContext.Provider>
            );
    }
}

/** A page without the frame; it says so if its code does not come. */
function Outside({ children }: { children: JSX.Element }): JSX.Element {
    return <ErrorBoundary place={window.location.pathname}>{children}</ErrorBoundary>;
}

/** Whether what was read and typed in one session is right in the other. */
function isSameReader(before: Session, now: Session): boolean {
    return before.user.id === now.user.id && before.visitor === now.visitor && before.acting === now.acting && before.developing === now.developing;
}
