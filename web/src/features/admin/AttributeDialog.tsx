import { useState } from "react";
import { ATTRIBUTE_TYPES, saveAttribute } from "../../api/attributes";
import type { UserAttribute } from "../../api/attributes";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { useAttributes } from "./shared";
import { attributeAddress } from "./words";

/** Makes an attribute, or changes one. */
export function AttributeDialog({ attribute, onClose }: { attribute: UserAttribute | null; onClose: () => void }): JSX.Element {
    const attributes = useAttributes();
    const [label, setLabel] = useState(attribute?.label ?? "");
    const [name, setName] = useState(attribute?.name ?? "");
    const [named, setNamed] = useState(attribute !== null);
    const [type, setType] = useState(attribute?.type ?? "string");
    const [hasDefault, setHasDefault] = useState(attribute !== null && (attribute.standard !== null));
    const [standard, setStandard] = useState(attribute?.standard ?? "");
    const [hidden, setHidden] = useState(attribute?.hidden ?? false);
    const [sees, setSees] = useState(attribute?.userSees ?? true);
    const [edits, setEdits] = useState(attribute?.userEdits ?? false);
    const wasHidden = attribute?.hidden === true;
    const given = named ? name : label.trim().toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
    return (
        <FormDialog title={attribute === null ? "New attribute" : `Change ${attribute.label}`} submit="Save" ready={label.trim() !== "" && given !== ""} onClose={onClose} onSubmit={async () => {
            const draft = { name: given, label: label.trim(), type, standard: hasDefault ? standard : null, hidden, userSees: sees, userEdits: edits };
            // A hidden default can't be read; one that is not typed anew stays as it is.
            const saved = await saveAttribute(attribute?.id ?? null, draft, wasHidden && !hasDefault);
            attributes.reload();
            onClose();
            if (attribute === null) navigate(attributeAddress(saved.id));
        }}>
            <div className="field-pair">
                <label className="field">
                    <span>What people call it</span>
                    <input className="input" autoFocus value={label} maxLength={255} placeholder="Sales region" onChange={(event) => setLabel(event.target.value)} />
                </label>
                <label className="field"><span>Name in LookML</span><input className="input" value={given} maxLength={255} disabled={attribute?.system === true} placeholder="sales_region" onChange={(event) => {
                    setNamed(true);
                    setName(event.target.value);
                }} /></label>
            </div>
            <label className="field">
                <span>Type</span>
                <select className="input" value={type} disabled={attribute?.system === true} onChange={(event) => setType(event.target.value)}>
                    {ATTRIBUTE_TYPES.map((each) => <option key={each} value={each}>{each.replace(/_/g, " ")}</option>)}
                </select>
            </label>
            <label className="check">
                <input type="checkbox" checked={hasDefault} onChange={(event) => setHasDefault(event.target.checked)} /> {wasHidden ? "Another default for everybody without a value" : "A default for everybody without a value"}
            </label>
            {hasDefault && <label className="field"><span>Default</span><input className="input" type={hidden ? "password" : "text"} autoComplete="off" value={standard} onChange={(event) => setStandard(event.target.value)} /></label>}
            <label className="check"><input type="checkbox" checked={sees} onChange={(event) => {
                setSees(event.target.checked);
                if (!event.target.checked) setEdits(false);
            }} /> People see their own value</label>
            <label className="check"><input type="checkbox" checked={edits} disabled={!sees} onChange={(event) => setEdits(event.target.checked)} /> People may change their own value</label>
            {edits && <p className="muted">Not for attributes that rules ask for: whoever sets their own value chooses what they see.</p>}
            <label className="check">
                <input type="checkbox" checked={hidden} disabled={wasHidden} onChange={(event) => setHidden(event.target.checked)} /> Values are secret: nobody can read them once they are set
            </label>
            {hidden && !wasHidden && <p className="muted">This can&apos;t be taken back.</p>}
        </FormDialog>
    );
}
