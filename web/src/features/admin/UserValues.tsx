import { useState } from "react";
import { fetchUserValues, removeUserValue, setUserValue } from "../../api/attributes";
import type { AttributeValue } from "../../api/attributes";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { attributeAddress } from "./words";

/** What rules of LookML know of somebody, and where each value comes from. */
export function UserValues({ userID }: { userID: string }): JSX.Element {
    const values = useResource(`admin values ${userID}`, (signal) => fetchUserValues(userID, signal), { freshFor: 5_000 });
    const [editing, setEditing] = useState<AttributeValue | null>(null);
    const admin = useMayAdminister();
    const session = useSession();
    const maySet = (value: AttributeValue) => value.source !== "system" && (admin || (session.user.id === userID && value.userEdits));
    return (
        <Section title="Attributes">
            <Loaded what="list of attributes" of={[values] as const}>
                {(known) => (
                    <div className="table-scroll list-table" tabIndex={0} role="region" aria-label="Values of attributes">
                        <table className="result tabular plain-head">
                            <thead><tr><th scope="col">Attribute</th><th scope="col">Value</th><th scope="col">From</th><th scope="col"><span className="aside">Change</span></th></tr></thead>
                            <tbody>
                                {[...known].sort((left, right) => rank(left) - rank(right)).map((value) => (
                                    <tr key={value.id}>
                                        <th scope="row">{admin ? <Link href={attributeAddress(value.id)}>{value.label}</Link> : value.label} <span className="muted">{value.name}</span></th>
                                        <td>{value.source === "" ? <span className="null">∅</span> : value.hidden ? <span className="muted">hidden</span> : value.value === "" ? <span className="muted">empty</span> : value.value}</td>
                                        <td>{sourceInWords(value.source)}</td>
                                        <td className="right">
                                            {maySet(value) && <button type="button" className="text-button" aria-label={`Set ${value.label}`} onClick={() => setEditing(value)}>Set</button>}
                                            {maySet(value) && value.source === "user" && <button type="button" className="text-button" aria-label={`Take away the own value of ${value.label}`} onClick={() => void removeUserValue(userID, value.id).then(values.reload, values.reload)}>Take away</button>}
                                        </td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    </div>
                )}
            </Loaded>
            {editing !== null && <SetValue userID={userID} value={editing} onClose={() => setEditing(null)} onChanged={values.reload} />}
        </Section>
    );
}

function SetValue({ userID, value, onClose, onChanged }: { userID: string; value: AttributeValue; onClose: () => void; onChanged: () => void }): JSX.Element {
    const [typed, setTyped] = useState(value.source === "user" ? value.value ?? "" : "");
    return (
        <FormDialog title={`Set ${value.label}`} submit="Set" onClose={onClose} onSubmit={async () => {
            await setUserValue(userID, value.id, typed);
            onChanged();
            onClose();
        }}>
            <p className="muted">Their own value goes before that of their groups and the default.</p>
            <label className="field">
                <span>Value</span>
                <input className="input" autoFocus type={value.hidden ? "password" : "text"} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
            </label>
        </FormDialog>
    );
}

/** What somebody has set comes before what nobody has, and before what follows from the account. */
function rank({ source }: AttributeValue): number {
    return source === "system" ? 2 : source === "" ? 1 : 0;
}

function sourceInWords(source: string): string {
    switch (source) {
        case "": return "no value";
        case "user": return "their own";
        case "default": return "the default";
        case "system": return "the account";
        default: return source.startsWith("group ") ? `the group ${source.slice(6)}` : source;
    }
}
