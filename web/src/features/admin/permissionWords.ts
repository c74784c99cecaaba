import type { Permission } from "../../api/access";

/** A permission with the others of its set that are worth nothing without it, as a tree is read: parents before children. */
export interface PermissionLine {
    readonly permission: Permission;
    readonly depth: number;
}

/** All permissions as lines of a tree. */
export function permissionTree(all: readonly Permission[]): PermissionLine[] {
    const names = new Set(all.map(({ name }) => name));
    const lines: PermissionLine[] = [];
    const add = (parent: string, depth: number): void => {
        for (const permission of all) {
            const isRoot = parent === "" && (permission.parent === "" || !names.has(permission.parent));
            if (!isRoot && (parent === "" || permission.parent !== parent)) continue;
            lines.push({ permission, depth });
            if (depth < 10) add(permission.name, depth + 1);
        }
    };
    add("", 0);
    return lines;
}

/** The set after a box was pressed: one that is added brings those that it stands on, one that goes takes those that stand on it. */
export function toggled(chosen: ReadonlySet<string>, name: string, all: readonly Permission[]): Set<string> {
    const next = new Set(chosen);
    const parentOf = new Map(all.map((permission) => [permission.name, permission.parent]));
    if (!next.has(name)) {
        for (let at = name; at !== "" && !next.has(at); at = parentOf.get(at) ?? "") next.add(at);
        return next;
    }
    const remove = (gone: string): void => {
        next.delete(gone);
        for (const permission of all) if (permission.parent === gone && next.has(permission.name)) remove(permission.name);
    };
    remove(name);
    return next;
}
