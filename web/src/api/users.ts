import { requestJSON } from "./http";
import { flag, list, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** An account: a person's, or that of a program. */
export interface User {
    readonly id: string;
    readonly name: string;
    readonly firstName: string;
    readonly lastName: string;
    /** "" where there is none, or the reader may not know it. */
    readonly email: string;
    readonly disabled: boolean;
    /** Whether a program uses it. */
    readonly service: boolean;
    readonly groupIDs: readonly string[];
    /** Those held directly and those of groups. */
    readonly roleIDs: readonly string[];
    readonly personalFolderID: string;
    readonly hasPassword: boolean;
    /** ISO 8601; "" for never. */
    readonly lastSignIn: string;
    readonly createdAt: string;
    /** Whether they may make API credentials for themselves. */
    readonly managesKeys: boolean;
    readonly keys: readonly UserKey[];
    readonly sessions: readonly UserSession[];
}

/** API credentials, without their secret. */
export interface UserKey {
    readonly id: string;
    readonly clientID: string;
    readonly purpose: string;
    readonly createdAt: string;
}

/** A browser in which somebody is signed in. */
export interface UserSession {
    readonly id: string;
    readonly address: string;
    readonly browser: string;
    readonly createdAt: string;
    readonly lastSeen: string;
}

/** What is changed of an account. */
export interface UserChange {
    readonly firstName?: string;
    readonly lastName?: string;
    readonly email?: string;
    readonly disabled?: boolean;
    readonly managesKeys?: boolean;
}

const USERS = "/api/4.0/users";
const at = (id: string) => `${USERS}/${encodeURIComponent(id)}`;

export async function fetchUsers(signal: AbortSignal): Promise<User[]> {
    return list(await requestJSON(USERS, { signal }), (item) => readUser(object(item)));
}

export async function fetchUser(id: string, signal: AbortSignal): Promise<User> {
    return readUser(object(await requestJSON(at(id), { signal })));
}

/** Makes an account; `email` is "" for a program's. */
export async function addUser(user: { readonly email: string; readonly firstName: string; readonly lastName: string; readonly service: boolean }): Promise<User> {
    const body = user.service
        ? { is_service_account: true, service_account_name: user.firstName }
        : { first_name: user.firstName, last_name: user.lastName, credentials_email: { email: user.email } };
    return readUser(object(await requestJSON(USERS, { method: "POST", body })));
}

export async function changeUser(id: string, change: UserChange): Promise<void> {
    const { firstName, lastName, email, disabled, managesKeys } = change;
    const body = {
        ...(firstName === undefined ? {} : { first_name: firstName }), ...(lastName === undefined ? {} : { last_name: lastName }),
        ...(email === undefined ? {} : { email }), ...(disabled === undefined ? {} : { is_disabled: disabled }),
        ...(managesKeys === undefined ? {} : { can_manage_api3_creds: managesKeys }),
    };
    await requestJSON(at(id), { method: "PATCH", body });
}

export async function deleteUser(id: string): Promise<void> {
    await requestJSON(at(id), { method: "DELETE" });
}

/** Makes a link with which somebody chooses a password, once and within a day. */
export async function makePasswordLink(id: string): Promise<string> {
    return text(object(await requestJSON(`${at(id)}/credentials_email/send_password_reset`, { method: "POST" }))["password_reset_url"]);
}

/** Makes API credentials; the secret is in this answer and nowhere else. */
export async function makeUserKey(id: string, purpose: string): Promise<{ readonly clientID: string; readonly secret: string }> {
    const made = object(await requestJSON(`${at(id)}/credentials_api3`, { method: "POST", body: purpose === "" ? {} : { purpose } }));
    return { clientID: text(made["client_id"]), secret: text(made["client_secret"]) };
}

export async function deleteUserKey(id: string, keyID: string): Promise<void> {
    await requestJSON(`${at(id)}/credentials_api3/${encodeURIComponent(keyID)}`, { method: "DELETE" });
}

export async function endUserSession(id: string, sessionID: string): Promise<void> {
    await requestJSON(`${at(id)}/sessions/${encodeURIComponent(sessionID)}`, { method: "DELETE" });
}

/** The ids of the roles that somebody holds by themselves and not through a group. */
export async function fetchDirectRoles(id: string, signal: AbortSignal): Promise<string[]> {
    return list(await requestJSON(`${at(id)}/roles?direct_association_only=true&fields=id`, { signal }), (item) => text(object(item)["id"]));
}

export async function setDirectRoles(id: string, roles: readonly string[]): Promise<void> {
    await requestJSON(`${at(id)}/roles`, { method: "PUT", body: roles });
}

function readUser(user: JSONObject): User {
    const login = object(user["credentials_email"]);
    return {
        id: text(user["id"]), name: text(user["display_name"]) || `User ${text(user["id"])}`, firstName: text(user["first_name"]), lastName: text(user["last_name"]),
        email: text(user["email"]), disabled: flag(user["is_disabled"]), service: flag(user["is_service_account"]),
        groupIDs: list(user["group_ids"], text), roleIDs: list(user["role_ids"], text), personalFolderID: text(user["personal_folder_id"]),
        hasPassword: flag(login["has_password"]), lastSignIn: text(login["logged_in_at"]), createdAt: text(login["created_at"]), managesKeys: flag(user["can_manage_api3_creds"]),
        keys: list(user["credentials_api3"], (item) => {
            const key = object(item);
            return { id: text(key["id"]), clientID: text(key["client_id"]), purpose: text(key["purpose"]), createdAt: text(key["created_at"]) };
        }),
        sessions: list(user["sessions"], (item) => {
            const session = object(item);
            return { id: text(session["id"]), address: text(session["ip_address"]), browser: text(session["browser"]), createdAt: text(session["created_at"]), lastSeen: text(session["extended_at"]) };
        }),
    };
}
