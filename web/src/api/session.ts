import { requestJSON } from "./http";
import { flag, list, object, text, textOrNull } from "./reading";

/** Who reads, what they may do, and which project they are in. */
export interface Session {
    readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: string };
    /** A visitor of a demo: may explore and download, may save nothing. */
    readonly visitor: boolean;
    /** Whether an administrator looks at things as this user. */
    readonly acting: boolean;
    /** Whether explores, Looks and dashboards answer with the model of the reader's branch instead of what is served. */
    readonly developing: boolean;
    readonly permissions: ReadonlySet<string>;
    /** The page on which people begin; "" for the list of reports. */
    readonly home: string;
    /** Whom to ask for access; "" where nobody has said. */
    readonly contact: string;
    readonly project: { readonly name: string; readonly label: string; readonly timezone: string };
}

/** The session that the browser's cookie stands for. Throws `signed-out` when there is none. */
export async function fetchSession(signal?: AbortSignal): Promise<Session> {
    return readSession(await requestJSON("/api/v1/session", signal === undefined ? {} : { signal }));
}

/** How people may sign in here. */
export interface SignInWays {
    readonly passwords: boolean;
    /** What stands on the button of the identity provider; null where there is none. */
    readonly provider: string | null;
}

export async function fetchSignInWays(signal?: AbortSignal): Promise<SignInWays> {
    const ways = object(await requestJSON("/api/v1/sign-in", signal === undefined ? {} : { signal }));
    return { passwords: flag(ways["passwords"]), provider: textOrNull(object(ways["provider"])["label"]) };
}

/** Signs in with address and password. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
    await requestJSON("/api/v1/session", { method: "POST", body: { email, password } });
}

/** Puts a new password in the place of the reader's own; they are signed out everywhere else. */
export async function changePassword(current: string, password: string): Promise<void> {
    await requestJSON("/api/v1/account/password", { method: "PUT", body: { current, password } });
}

/** Chooses a password with a one-time link, and signs in. */
export async function choosePassword(token: string, password: string): Promise<void> {
    await requestJSON("/api/v1/password", { method: "POST", body: { token, password } });
}

/** Uses up a one-time sign-in link. */
export async function signIn(token: string): Promise<void> {
    await requestJSON("/api/v1/session", { method: "POST", body: { token } });
}

export async function signOut(): Promise<void> {
    await requestJSON("/api/v1/session", { method: "DELETE" });
}

/** From now on this browser acts as another user, for those who may. */
export async function actAs(userID: string): Promise<void> {
    await requestJSON("/api/v1/session/acting", { method: "PUT", body: { user_id: userID } });
}

export async function stopActing(): Promise<void> {
    await requestJSON("/api/v1/session/acting", { method: "DELETE" });
}

const workspaceListeners = new Set<() => void>();
/** Windows share the session, and so they share what answers it. */
const windows = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("soundings-workspace");
windows?.addEventListener("message", () => { for (const listener of workspaceListeners) listener(); });

/** Turns development mode on or off for this session. The branch is begun where there is none. */
export async function develop(on: boolean): Promise<void> {
    await requestJSON("/api/4.0/session", { method: "PATCH", body: { workspace_id: on ? "dev" : "production" } });
    windows?.postMessage(on);
    for (const listener of workspaceListeners) listener();
}

/** Calls `listener` when development mode was turned on or off, in whichever window. */
export function onWorkspaceChosen(listener: () => void): () => void {
    workspaceListeners.add(listener);
    return () => workspaceListeners.delete(listener);
}

export function may(session: Session, what: "explore" | "download" | "see_lookml"): boolean {
    // Downloads are permitted with a limit of rows or without one. Not so `see_lookml`: whoever sees LookML dashboards sees no LookML.
    if (what === "download") return session.permissions.has("download_with_limit") || session.permissions.has("download_without_limit");
    return session.permissions.has(what);
}

function readSession(value: unknown): Session {
    const session = object(value);
    const user = object(session["user"]);
    const project = object(session["project"]);
    const email = text(user["email"]);
    return {
        user: { id: text(user["id"]), name: text(user["display_name"]) || email, email, role: text(user["role"]) },
        visitor: flag(session["visitor"]),
        acting: flag(session["acting"]),
        developing: text(session["workspace"]) === "dev",
        home: text(session["home"]),
        contact: text(session["contact"]),
        permissions: new Set(list(session["permissions"], text)),
        project: {
            name: text(project["name"]),
            label: text(project["label"]) || text(project["name"]),
            timezone: text(project["timezone"]) || "UTC",
        },
    };
}
