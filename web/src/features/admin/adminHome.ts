import type { Session } from "../../api/session";

export type AdminPlace = "users" | "groups" | "roles" | "attributes" | "connections" | "keys" | "tracking-plan" | "quarantine" | "queries" | "usage" | "tidy" | "broken" | "settings" | "audit";

interface Place {
    readonly id: AdminPlace;
    readonly label: string;
    /** Any of these lets somebody in. */
    readonly needs: readonly string[];
}

/** The pages of administration, by what they are about. */
const SECTIONS: ReadonlyArray<{ readonly label: string; readonly places: readonly Place[] }> = [
    {
        label: "People", places: [
            { id: "users", label: "Users", needs: ["see_users"] },
            { id: "groups", label: "Groups", needs: ["see_users"] },
            { id: "roles", label: "Roles", needs: ["see_users"] },
            { id: "attributes", label: "User attributes", needs: ["administer"] },
        ],
    },
    {
        label: "Data", places: [
            { id: "connections", label: "Connections", needs: ["use_sql_runner", "develop"] },
            { id: "keys", label: "Keys", needs: ["administer"] },
            { id: "tracking-plan", label: "Tracking plan", needs: ["administer"] },
            { id: "quarantine", label: "Quarantine", needs: ["administer"] },
            { id: "queries", label: "Queries", needs: ["see_queries"] },
        ],
    },
    {
        label: "Content", places: [
            { id: "usage", label: "Usage", needs: ["see_users"] },
            { id: "tidy", label: "Tidying up", needs: ["develop"] },
            { id: "broken", label: "Broken content", needs: ["develop"] },
        ],
    },
    {
        label: "Server", places: [
            { id: "settings", label: "Settings", needs: ["administer"] },
            { id: "audit", label: "Audit log", needs: ["administer"] },
        ],
    },
];

export function adminAddress(place: AdminPlace): string {
    return `/admin/${place}`;
}

function mayEnter(session: Session, place: Place): boolean {
    return session.permissions.has("administer") || place.needs.some((permission) => session.permissions.has(permission));
}

/** The pages of administration that somebody may see; sections without any are left out. */
export function adminSections(session: Session): ReadonlyArray<{ readonly label: string; readonly places: readonly Place[] }> {
    return SECTIONS.map(({ label, places }) => ({ label, places: places.filter((place) => mayEnter(session, place)) })).filter(({ places }) => places.length > 0);
}

export function mayVisit(session: Session, id: AdminPlace): boolean {
    return adminSections(session).some(({ places }) => places.some((place) => place.id === id));
}

/** The first page of administration; null for none. */
export function adminHome(session: Session): string | null {
    const first = adminSections(session)[0]?.places[0];
    return first === undefined ? null : adminAddress(first.id);
}
