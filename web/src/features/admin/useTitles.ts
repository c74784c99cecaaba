import { useMemo } from "react";
import { fetchGroups, fetchRoles } from "../../api/access";
import { fetchDashboards, fetchFolders, fetchLooks } from "../../api/content";
import { fetchExploreNames } from "../../api/models";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { fetchUsers } from "../../api/users";
import { dashboardAddress, exploreHome, folderAddress, lookAddress } from "../../navigation/addresses";
import { adminAddress, mayVisit } from "./adminHome";

/** What something is called, and its page; "" where it has none. */
interface Titled {
    readonly title: string;
    readonly href: string;
}

/** Kinds are as in addresses: "looks", "users". */
export type Titles = (kind: string, id: string) => Titled;

/** Names for what logs know by ids. Those that are not there yet, or no more, are told by their ids. */
export function useTitles(): Titles {
    const isAdmin = mayVisit(useSession(), "users");
    const looks = useResource("looks", fetchLooks).value;
    const dashboards = useResource("dashboards", fetchDashboards).value;
    const folders = useResource("folders", fetchFolders).value;
    const explores = useResource("explores", fetchExploreNames).value;
    const users = useResource(isAdmin ? "users to choose" : undefined, fetchUsers, { freshFor: 30_000 }).value;
    const groups = useResource(isAdmin ? "admin groups" : undefined, fetchGroups, { freshFor: 30_000 }).value;
    const roles = useResource(isAdmin ? "admin roles" : undefined, fetchRoles, { freshFor: 30_000 }).value;
    return useMemo(() => {
        const known = new Map<string, Titled>();
        looks?.forEach((look) => known.set(`looks ${look.id}`, { title: look.title, href: lookAddress(look.id) }));
        dashboards?.forEach((dashboard) => known.set(`dashboards ${dashboard.id}`, { title: dashboard.title, href: dashboardAddress(dashboard.id) }));
        folders?.forEach((folder) => known.set(`folders ${folder.id}`, { title: folder.name, href: folderAddress(folder.id) }));
        explores?.forEach((explore) => known.set(`explores ${explore.model}::${explore.name}`, { title: explore.label, href: exploreHome(explore.model, explore.name) }));
        users?.forEach((user) => known.set(`users ${user.id}`, { title: user.name, href: `${adminAddress("users")}/${user.id}` }));
        groups?.forEach((group) => known.set(`groups ${group.id}`, { title: group.name, href: `${adminAddress("groups")}/${group.id}` }));
        roles?.forEach((role) => known.set(`roles ${role.id}`, { title: role.name, href: `${adminAddress("roles")}/${role.id}` }));
        return (kind, id) => known.get(`${kind} ${id}`) ?? untitled(kind, id);
    }, [looks, dashboards, folders, explores, users, groups, roles]);
}

function untitled(kind: string, id: string): Titled {
    const [model = "", explore = ""] = kind === "explores" ? id.split("::") : [];
    if (explore !== "") return { title: explore, href: exploreHome(model, explore) };
    return { title: id, href: "" };
}
