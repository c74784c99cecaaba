import type { Session } from "../../api/session";

const PLACES = [["queries", "/admin/queries", "Queries", "see_queries"], ["audit", "/admin/audit", "Audit log", "administer"]] as const;

/** The pages of administration that somebody may see. */
export function adminPlaces(session: Session): ReadonlyArray<(typeof PLACES)[number]> {
    return PLACES.filter(([, , , permission]) => session.permissions.has(permission) || session.permissions.has("administer"));
}

/** The first of them; null for none. */
export function adminHome(session: Session): string | null {
    return adminPlaces(session)[0]?.[1] ?? null;
}
