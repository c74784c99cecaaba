import { requestJSON } from "./http";
import { flag, list, object, text, textOrNull } from "./reading";

/** A fact about people that rules of LookML ask for. */
export interface UserAttribute {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly type: string;
    /** null for none, or for one that is hidden. */
    readonly standard: string | null;
    readonly hidden: boolean;
    readonly userSees: boolean;
    readonly userEdits: boolean;
    /** Kept by Soundings itself: the name, the address, the id. */
    readonly system: boolean;
}

export interface AttributeDraft {
    readonly name: string;
    readonly label: string;
    readonly type: string;
    /** null takes it away. */
    readonly standard: string | null;
    readonly hidden: boolean;
    readonly userSees: boolean;
    readonly userEdits: boolean;
}

/** What somebody has for an attribute, and where that comes from. */
export interface AttributeValue {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value: string | null;
    readonly hidden: boolean;
    /** Whether people may set their own. */
    readonly userEdits: boolean;
    /** "user", "group NAME", "default", "system"; "" for no value. */
    readonly source: string;
}

/** What the members of a group have. Of several groups the first one goes before the others. */
export interface GroupValue {
    readonly groupID: string;
    /** "" where it is hidden. */
    readonly value: string;
}

/** As LookML's attributes are typed. */
export const ATTRIBUTE_TYPES = ["string", "number", "datetime", "relative_url", "advanced_filter_string", "advanced_filter_number", "advanced_filter_datetime", "yesno", "zipcode"] as const;

const ATTRIBUTES = "/api/4.0/user_attributes";
const at = (id: string) => `${ATTRIBUTES}/${encodeURIComponent(id)}`;

export async function fetchAttributes(signal: AbortSignal): Promise<UserAttribute[]> {
    return list(await requestJSON(ATTRIBUTES, { signal }), readAttribute);
}

/** Makes an attribute, or changes the one with this id. A hidden default that is not given anew stays. */
export async function saveAttribute(id: string | null, draft: AttributeDraft, keepsDefault: boolean): Promise<UserAttribute> {
    const body = {
        name: draft.name, label: draft.label, type: draft.type, value_is_hidden: draft.hidden, user_can_view: draft.userSees, user_can_edit: draft.userEdits,
        ...(keepsDefault ? {} : { default_value: draft.standard }),
    };
    return readAttribute(await requestJSON(id === null ? ATTRIBUTES : at(id), { method: id === null ? "POST" : "PATCH", body }));
}

export async function deleteAttribute(id: string): Promise<void> {
    await requestJSON(at(id), { method: "DELETE" });
}

export async function fetchGroupValues(id: string, signal: AbortSignal): Promise<GroupValue[]> {
    return list(await requestJSON(`${at(id)}/group_values`, { signal }), (item) => ({ groupID: text(object(item)["group_id"]), value: text(object(item)["value"]) }));
}

/** All values of groups at once, in the order in which they go before each other. */
export async function setGroupValues(id: string, values: readonly GroupValue[]): Promise<void> {
    await requestJSON(`${at(id)}/group_values`, { method: "POST", body: values.map(({ groupID, value }) => ({ group_id: groupID, value })) });
}

export async function setGroupValue(id: string, groupID: string, value: string): Promise<void> {
    await requestJSON(`/api/4.0/groups/${encodeURIComponent(groupID)}/attribute_values/${encodeURIComponent(id)}`, { method: "PATCH", body: { value } });
}

export async function removeGroupValue(id: string, groupID: string): Promise<void> {
    await requestJSON(`/api/4.0/groups/${encodeURIComponent(groupID)}/attribute_values/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** What somebody has for each attribute. */
export async function fetchUserValues(userID: string, signal: AbortSignal): Promise<AttributeValue[]> {
    return list(await requestJSON(`/api/4.0/users/${encodeURIComponent(userID)}/attribute_values?include_unset=true`, { signal }), (item) => {
        const value = object(item);
        return {
            id: text(value["user_attribute_id"]), name: text(value["name"]), label: text(value["label"]) || text(value["name"]), value: textOrNull(value["value"]),
            hidden: flag(value["value_is_hidden"]), userEdits: flag(value["user_can_edit"]), source: text(value["source"]),
        };
    });
}

export async function setUserValue(userID: string, id: string, value: string): Promise<void> {
    await requestJSON(`/api/4.0/users/${encodeURIComponent(userID)}/attribute_values/${encodeURIComponent(id)}`, { method: "PATCH", body: { value } });
}

/** Takes somebody's own value away, so that the group's or the default counts. */
export async function removeUserValue(userID: string, id: string): Promise<void> {
    await requestJSON(`/api/4.0/users/${encodeURIComponent(userID)}/attribute_values/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readAttribute(item: unknown): UserAttribute {
    const attribute = object(item);
    return {
        id: text(attribute["id"]), name: text(attribute["name"]), label: text(attribute["label"]) || text(attribute["name"]), type: text(attribute["type"]),
        standard: textOrNull(attribute["default_value"]), hidden: flag(attribute["value_is_hidden"]), userSees: flag(attribute["user_can_view"]),
        userEdits: flag(attribute["user_can_edit"]), system: flag(attribute["is_system"]),
    };
}
