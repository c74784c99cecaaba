import { fetchAttributes } from "../../api/attributes";
import type { UserAttribute } from "../../api/attributes";
import { fetchGroups, fetchModelSets, fetchPermissions, fetchPermissionSets, fetchRoles } from "../../api/access";
import type { Group, ModelSet, Permission, PermissionSet, Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { fetchUsers } from "../../api/users";
import type { User } from "../../api/users";

/** What several pages of administration ask for, each known under one name. Others change them too, so they don't stay long. */
const BRIEFLY = { freshFor: 10_000 };

export const useUsers = (): Resource<User[]> => useResource("admin users", fetchUsers, BRIEFLY);
export const useGroups = (): Resource<Group[]> => useResource("admin groups", fetchGroups, BRIEFLY);
export const useRoles = (): Resource<Role[]> => useResource("admin roles", fetchRoles, BRIEFLY);
export const usePermissionSets = (): Resource<PermissionSet[]> => useResource("admin permission sets", fetchPermissionSets, BRIEFLY);
export const useModelSets = (): Resource<ModelSet[]> => useResource("admin model sets", fetchModelSets, BRIEFLY);
export const useAttributes = (): Resource<UserAttribute[]> => useResource("admin attributes", fetchAttributes, BRIEFLY);
export const usePermissions = (): Resource<Permission[]> => useResource("admin permissions", fetchPermissions);
