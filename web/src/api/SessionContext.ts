import { createContext, useContext } from "react";
import type { Session } from "./session";

export const SessionContext = createContext<Session | null>(null);

/** Who reads. Only to be used below the frame, which stands for a session. */
export function useSession(): Session {
    const session = useContext(SessionContext);
    if (session === null) throw new Error("useSession is for pages inside the frame");
    return session;
}
