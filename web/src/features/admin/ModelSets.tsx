import { useState } from "react";
import { deleteModelSet, saveModelSet } from "../../api/access";
import type { ModelSet } from "../../api/access";
import { fetchExploreNames } from "../../api/models";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { ChoiceList } from "../../components/ChoiceList";
import { FormDialog } from "../../results/FormDialog";
import { useMayAdminister } from "./AdminFrame";
import { DeleteSet } from "./DeleteSet";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useModelSets, useRoles } from "./shared";
import { usedBy } from "./words";

/** On which models roles may permit something, by name. */
export function ModelSets(): JSX.Element {
    const [sets, roles] = [useModelSets(), useRoles()];
    const [open, setOpen] = useState<ModelSet | "new" | null>(null);
    const [deleting, setDeleting] = useState<ModelSet | null>(null);
    const admin = useMayAdminister();
    const changed = () => {
        sets.reload();
        roles.reload();
    };
    return (
        <Section title="Model sets" actions={admin && <Button icon="plus" onClick={() => setOpen("new")}>New model set</Button>}>
            <Loaded what="list of model sets" of={[sets, roles] as const}>
                {(all, every) => (
                    <ul className="plain-list framed">
                        {all.map((set) => (
                            <li key={set.id}>
                                <span>{set.name} <span className="muted">{set.all ? "every model, those to come too" : set.models.join(", ") || "no model"}{usedBy(every.filter((role) => role.modelSet.id === set.id).length)}</span></span>
                                {admin && set.mayChange && <span className="line-tools"><Button look="quiet" aria-label={`Change ${set.name}`} onClick={() => setOpen(set)}>Change</Button><Button look="quiet" aria-label={`Delete ${set.name}`} onClick={() => setDeleting(set)}>Delete</Button></span>}
                            </li>
                        ))}
                    </ul>
                )}
            </Loaded>
            {open !== null && <ModelSetDialog set={open === "new" ? null : open} onSaved={changed} onClose={() => setOpen(null)} />}
            {deleting !== null && <DeleteSet name={deleting.name} onDelete={() => deleteModelSet(deleting.id)} onChanged={changed} onClose={() => setDeleting(null)} />}
        </Section>
    );
}

function ModelSetDialog({ set, onSaved, onClose }: { set: ModelSet | null; onSaved: () => void; onClose: () => void }): JSX.Element {
    const explores = useResource("explores", fetchExploreNames, { freshFor: 60_000 });
    const [name, setName] = useState(set?.name ?? "");
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(set?.models ?? []));
    // A model that is gone stays in the set until somebody takes it out.
    const models = [...new Set([...(explores.value ?? []).map((explore) => explore.model), ...(set?.models ?? [])])].sort();
    return (
        <FormDialog title={set === null ? "New model set" : "Change the model set"} submit="Save" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            await saveModelSet(set?.id ?? null, name.trim(), [...chosen]);
            onSaved();
            onClose();
        }}>
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <ChoiceList label="Models" choices={models.map((model) => ({ id: model, label: model }))} chosen={chosen} onChange={setChosen} />
        </FormDialog>
    );
}
