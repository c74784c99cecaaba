import { useState } from "react";
import { makeGroup } from "../../api/access";
import type { Group } from "../../api/access";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { FormDialog } from "../../results/FormDialog";
import { counted } from "../../words/numbers";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { useGroups } from "./shared";
import { groupAddress } from "./words";

const COLUMNS: ReadonlyArray<ListColumn<Group>> = [
    { key: "name", label: "Group", by: (group) => group.name, cell: (group) => <Link href={groupAddress(group.id)}>{group.name}</Link> },
    { key: "people", label: "People", by: (group) => group.count ?? "", right: true, downFirst: true, cell: (group) => group.count?.toLocaleString("en-US") ?? "" },
    { key: "kept", label: "Kept", by: (group) => keptInWords(group), cell: keptInWords },
];

function keptInWords(group: Group): string {
    return group.everybody ? "by itself: everybody belongs to it" : group.external ? "by the identity provider" : "here";
}

/** Groups: rights are given to them rather than to single people. */
export function GroupsPage(): JSX.Element {
    const [adding, setAdding] = useState(false);
    const admin = useMayAdminister();
    return (
        <AdminFrame
            here="groups" title="Groups" words="People and other groups that have the same rights. Members have what their group has: its roles, its folders, its values of attributes."
            actions={admin && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>New group</Button>}
        >
            {() => <><List />{adding && <NewGroup onClose={() => setAdding(false)} />}</>}
        </AdminFrame>
    );
}

function List(): JSX.Element {
    const groups = useGroups();
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    return (
        <Loaded what="list of groups" of={[groups] as const}>
            {(known) => {
                const found = known.filter((group) => group.name.toLowerCase().includes(search.trim().toLowerCase()));
                return (
                    <>
                        <div className="list-search">
                            <input type="search" className="input" aria-label="Search groups" placeholder="Name" value={search} onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                            <span className="muted" role="status">{counted(found.length, "group")}</span>
                        </div>
                        {found.length === 0 ? <Notice title="No group matches." actions={<Button onClick={() => navigateQuery([])}>Show all groups</Button>} />
                            : <ListTable label="Groups" columns={COLUMNS} rows={found} id={(group) => group.id} sort="name" />}
                    </>
                );
            }}
        </Loaded>
    );
}

function NewGroup({ onClose }: { onClose: () => void }): JSX.Element {
    const [name, setName] = useState("");
    const groups = useGroups();
    return (
        <FormDialog title="New group" submit="Make the group" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            const made = await makeGroup(name.trim());
            groups.reload();
            navigate(groupAddress(made.id));
        }}>
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
        </FormDialog>
    );
}
