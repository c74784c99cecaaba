import { useState } from "react";
import type { UserAttribute } from "../../api/attributes";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Link } from "../../navigation/Link";
import { AdminFrame } from "./AdminFrame";
import { AttributeDialog } from "./AttributeDialog";
import { Loaded } from "./Loaded";
import { useAttributes } from "./shared";
import { attributeAddress } from "./words";

const COLUMNS: ReadonlyArray<ListColumn<UserAttribute>> = [
    { key: "label", label: "Attribute", by: (attribute) => attribute.label, cell: (attribute) => <Link href={attributeAddress(attribute.id)}>{attribute.label}</Link> },
    { key: "name", label: "Name in LookML", by: (attribute) => attribute.name, cell: (attribute) => <code>{attribute.name}</code> },
    { key: "type", label: "Type", by: (attribute) => attribute.type, cell: (attribute) => attribute.type.replace(/_/g, " ") },
    { key: "default", label: "Default", by: (attribute) => attribute.standard ?? "", cell: (attribute) => (attribute.hidden ? <span className="muted">hidden</span> : attribute.standard ?? <span className="null">∅</span>) },
    { key: "people", label: "People", by: visibleTo, cell: visibleTo },
    { key: "kept", label: "Kept", by: (attribute) => (attribute.system ? "1" : "0"), cell: (attribute) => (attribute.system ? "by Soundings" : "here") },
];

function visibleTo(attribute: UserAttribute): string {
    return attribute.userEdits ? "may change their own" : attribute.userSees ? "see their own" : "don't see it";
}

/** What rules of LookML may ask of people: `access_filter`, `access_grant`, Liquid. */
export function AttributesPage(): JSX.Element {
    const attributes = useAttributes();
    const [adding, setAdding] = useState(false);
    return (
        <AdminFrame
            here="attributes" title="User attributes" words="Facts about people that rules of the model ask for: which rows somebody sees, which fields. Somebody's own value goes first, then that of the first of their groups, then the default."
            actions={<Button look="primary" icon="plus" onClick={() => setAdding(true)}>New attribute</Button>}
        >
            {() => (
                <>
                    <Loaded what="list of attributes" of={[attributes] as const}>{(all) => <ListTable label="User attributes" columns={COLUMNS} rows={all} id={(attribute) => attribute.id} sort="kept" />}</Loaded>
                    {adding && <AttributeDialog attribute={null} onClose={() => setAdding(false)} />}
                </>
            )}
        </AdminFrame>
    );
}
