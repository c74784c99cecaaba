import type { Role } from "../../api/access";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";

export const userAddress = (id: string): string => `/admin/users/${encodeURIComponent(id)}`;
export const groupAddress = (id: string): string => `/admin/groups/${encodeURIComponent(id)}`;
export const roleAddress = (id: string): string => `/admin/roles/${encodeURIComponent(id)}`;
export const attributeAddress = (id: string): string => `/admin/attributes/${encodeURIComponent(id)}`;

/** "all models", "telemetry", "3 models" */
export function modelsInWords(role: Role): string {
    const { all, models } = role.modelSet;
    if (all) return "all models";
    if (models.length === 0) return "no model";
    return models.length <= 2 ? models.join(" and ") : counted(models.length, "model");
}

/** How long ago, or a word for never. */
export function when(iso: string, never = "never"): string {
    return iso === "" ? never : ago(iso, Date.now());
}

/** ", in 2 roles", behind the name of a set. */
export function usedBy(roles: number): string {
    return roles === 0 ? ", in no role" : `, in ${counted(roles, "role")}`;
}
