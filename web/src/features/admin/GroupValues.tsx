import { useState } from "react";
import { fetchGroupValues, removeGroupValue, setGroupValue } from "../../api/attributes";
import type { UserAttribute } from "../../api/attributes";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useAttributes } from "./shared";
import { attributeAddress } from "./words";

/** The values that a group gives its members for rules of LookML. For administrators. */
export function GroupValues({ groupID }: { groupID: string }): JSX.Element | null {
    return useMayAdminister() ? <Values groupID={groupID} /> : null;
}

function Values({ groupID }: { groupID: string }): JSX.Element {
    const attributes = useAttributes();
    const settable = (attributes.value ?? []).filter((attribute) => !attribute.system);
    const values = useResource(
        attributes.value === undefined ? undefined : `admin group values ${groupID} ${settable.map(({ id }) => id).join()}`,
        (signal) => Promise.all(settable.map(async (attribute) => ({ attribute, value: (await fetchGroupValues(attribute.id, signal)).find((each) => each.groupID === groupID) ?? null }))), { freshFor: 5_000 });
    const [adding, setAdding] = useState(false);
    return (
        <Section title="Attributes" actions={settable.length > 0 && <Button icon="plus" onClick={() => setAdding(true)}>Set a value</Button>}>
            <Loaded what="list of values" of={[attributes, values] as const}>
                {(_, all) => {
                    const set = all.filter(({ value }) => value !== null);
                    if (settable.length === 0) return <p className="muted">There are no <Link href="/admin/attributes">attributes</Link> to give values for.</p>;
                    if (set.length === 0) return <p className="muted">This group gives its members no values.</p>;
                    return (
                        <ul className="plain-list framed">
                            {set.map(({ attribute, value }) => (
                                <li key={attribute.id}>
                                    <span><Link href={attributeAddress(attribute.id)}>{attribute.label}</Link> {attribute.hidden ? <span className="muted">hidden</span> : value?.value}</span>
                                    <Button look="quiet" aria-label={`Remove the value of ${attribute.label}`} onClick={() => void removeGroupValue(attribute.id, groupID).then(values.reload, values.reload)}>Remove</Button>
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
            {adding && <SetValue attributes={settable} onClose={() => setAdding(false)} onSet={async (id, value) => {
                await setGroupValue(id, groupID, value);
                values.reload();
                setAdding(false);
            }} />}
        </Section>
    );
}

function SetValue({ attributes, onSet, onClose }: { attributes: readonly UserAttribute[]; onSet: (id: string, value: string) => Promise<void>; onClose: () => void }): JSX.Element {
    const [id, setID] = useState(attributes[0]?.id ?? "");
    const [value, setValue] = useState("");
    const hidden = attributes.find((attribute) => attribute.id === id)?.hidden === true;
    return (
        <FormDialog title="Set a value" submit="Set" onClose={onClose} onSubmit={() => onSet(id, value)}>
            <label className="field">
                <span>Attribute</span>
                <select className="input" value={id} onChange={(event) => setID(event.target.value)}>
                    {attributes.map((attribute) => <option key={attribute.id} value={attribute.id}>{attribute.label}</option>)}
                </select>
            </label>
            <label className="field">
                <span>Value</span>
                <input className="input" type={hidden ? "password" : "text"} autoComplete="off" value={value} onChange={(event) => setValue(event.target.value)} />
            </label>
        </FormDialog>
    );
}
