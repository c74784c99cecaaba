import { requestJSON } from "./http";
import { flag, list, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** People and other groups; its members have what it has. */
export interface Group {
    readonly id: string;
    readonly name: string;
    /** Whether everybody belongs to it by themselves. */
    readonly everybody: boolean;
    /** Whether an identity provider says who belongs to it. */
    readonly external: boolean;
    /** How many people belong to it, through other groups too; null where the reader may not know. */
    readonly count: number | null;
    readonly mayChange: boolean;
}

/** A list of permissions with a name. */
export interface PermissionSet {
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
    readonly builtIn: boolean;
    readonly mayChange: boolean;
}

export interface ModelSet {
    readonly id: string;
    readonly name: string;
    readonly models: readonly string[];
    /** Every model, those to come too. */
    readonly all: boolean;
    readonly mayChange: boolean;
}

/** What a permission set permits, on the models of a model set. */
export interface Role {
    readonly id: string;
    readonly name: string;
    readonly permissionSet: PermissionSet;
    readonly modelSet: ModelSet;
    readonly mayChange: boolean;
}

export interface Permission {
    readonly name: string;
    /** The one that this one is worth nothing without; "" for none. */
    readonly parent: string;
    /** What it permits, in a sentence. */
    readonly words: string;
}

const BASE = "/api/4.0";
const at = (kind: string, id: string) => `${BASE}/${kind}/${encodeURIComponent(id)}`;
const ids = (value: unknown) => list(value, (item) => text(object(item)["id"]));

// Groups

export async function fetchGroups(signal: AbortSignal): Promise<Group[]> {
    return list(await requestJSON(`${BASE}/groups`, { signal }), readGroup);
}

export async function makeGroup(name: string): Promise<Group> {
    return readGroup(await requestJSON(`${BASE}/groups`, { method: "POST", body: { name } }));
}

export async function renameGroup(id: string, name: string): Promise<void> {
    await requestJSON(at("groups", id), { method: "PATCH", body: { name } });
}

export async function deleteGroup(id: string): Promise<void> {
    await requestJSON(at("groups", id), { method: "DELETE" });
}

/** The groups that belong to a group. */
export async function fetchMemberGroups(id: string, signal: AbortSignal): Promise<Group[]> {
    return list(await requestJSON(`${at("groups", id)}/groups`, { signal }), readGroup);
}

/** The ids of the people who belong to a group themselves. */
export async function fetchMemberIDs(id: string, signal: AbortSignal): Promise<string[]> {
    return ids(await requestJSON(`${at("groups", id)}/users?fields=id`, { signal }));
}

export async function addMember(groupID: string, member: { readonly user: string } | { readonly group: string }): Promise<void> {
    if ("user" in member) await requestJSON(`${at("groups", groupID)}/users`, { method: "POST", body: { user_id: member.user } });
    else await requestJSON(`${at("groups", groupID)}/groups`, { method: "POST", body: { group_id: member.group } });
}

export async function removeMember(groupID: string, member: { readonly user: string } | { readonly group: string }): Promise<void> {
    const path = "user" in member ? `users/${encodeURIComponent(member.user)}` : `groups/${encodeURIComponent(member.group)}`;
    await requestJSON(`${at("groups", groupID)}/${path}`, { method: "DELETE" });
}

// Roles

export async function fetchRoles(signal: AbortSignal): Promise<Role[]> {
    return list(await requestJSON(`${BASE}/roles`, { signal }), readRole);
}

/** The ids of the groups that hold a role. */
export async function fetchRoleGroups(id: string, signal: AbortSignal): Promise<string[]> {
    return ids(await requestJSON(`${at("roles", id)}/groups?fields=id`, { signal }));
}

/** The ids of the people who hold a role themselves. */
export async function fetchRoleUsers(id: string, signal: AbortSignal): Promise<string[]> {
    return ids(await requestJSON(`${at("roles", id)}/users?direct_association_only=true&fields=id`, { signal }));
}

export async function setRoleGroups(id: string, groups: readonly string[]): Promise<void> {
    await requestJSON(`${at("roles", id)}/groups`, { method: "PUT", body: groups });
}

export async function setRoleUsers(id: string, users: readonly string[]): Promise<void> {
    await requestJSON(`${at("roles", id)}/users`, { method: "PUT", body: users });
}

/** Makes a role, or changes the one with this id. */
export async function saveRole(id: string | null, name: string, permissionSetID: string, modelSetID: string): Promise<Role> {
    const body = { name, permission_set_id: permissionSetID, model_set_id: modelSetID };
    return readRole(await requestJSON(id === null ? `${BASE}/roles` : at("roles", id), { method: id === null ? "POST" : "PATCH", body }));
}

export async function deleteRole(id: string): Promise<void> {
    await requestJSON(at("roles", id), { method: "DELETE" });
}

// What roles consist of

export async function fetchPermissions(signal: AbortSignal): Promise<Permission[]> {
    return list(await requestJSON(`${BASE}/permissions`, { signal }), (item) => {
        const permission = object(item);
        return { name: text(permission["permission"]), parent: text(permission["parent"]), words: text(permission["description"]) };
    });
}

export async function fetchPermissionSets(signal: AbortSignal): Promise<PermissionSet[]> {
    return list(await requestJSON(`${BASE}/permission_sets`, { signal }), (item) => readPermissionSet(object(item)));
}

export async function savePermissionSet(id: string | null, name: string, permissions: readonly string[]): Promise<void> {
    await requestJSON(id === null ? `${BASE}/permission_sets` : at("permission_sets", id), { method: id === null ? "POST" : "PATCH", body: { name, permissions } });
}

export async function deletePermissionSet(id: string): Promise<void> {
    await requestJSON(at("permission_sets", id), { method: "DELETE" });
}

export async function fetchModelSets(signal: AbortSignal): Promise<ModelSet[]> {
    return list(await requestJSON(`${BASE}/model_sets`, { signal }), (item) => readModelSet(object(item)));
}

export async function saveModelSet(id: string | null, name: string, models: readonly string[]): Promise<void> {
    await requestJSON(id === null ? `${BASE}/model_sets` : at("model_sets", id), { method: id === null ? "POST" : "PATCH", body: { name, models } });
}

export async function deleteModelSet(id: string): Promise<void> {
    await requestJSON(at("model_sets", id), { method: "DELETE" });
}

function mayChange(item: JSONObject): boolean {
    return flag(object(item["can"])["update"]);
}

function readGroup(value: unknown): Group {
    const group = object(value);
    const count = group["user_count"];
    return {
        id: text(group["id"]), name: text(group["name"]), everybody: flag(group["include_by_default"]), external: flag(group["externally_managed"]),
        count: typeof count === "number" ? count : null, mayChange: mayChange(group),
    };
}

function readPermissionSet(set: JSONObject): PermissionSet {
    return { id: text(set["id"]), name: text(set["name"]), permissions: list(set["permissions"], text), builtIn: flag(set["built_in"]), mayChange: mayChange(set) };
}

function readModelSet(set: JSONObject): ModelSet {
    return { id: text(set["id"]), name: text(set["name"]), models: list(set["models"], text), all: flag(set["all_access"]), mayChange: mayChange(set) };
}

function readRole(value: unknown): Role {
    const role = object(value);
    return {
        id: text(role["id"]), name: text(role["name"]), permissionSet: readPermissionSet(object(role["permission_set"])), modelSet: readModelSet(object(role["model_set"])),
        mayChange: mayChange(role),
    };
}
