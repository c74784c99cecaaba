import { useState } from "react";
import { ChoiceList } from "../../components/ChoiceList";
import type { Choice } from "../../components/ChoiceList";
import { FormDialog } from "../../results/FormDialog";

interface Props {
    readonly title: string;
    readonly label: string;
    readonly submit: string;
    readonly choices: readonly Choice[];
    readonly chosen?: readonly string[];
    readonly none?: string;
    /** Saves what is chosen; the dialog closes when it is done. */
    readonly onSave: (chosen: readonly string[]) => Promise<void>;
    readonly onClose: () => void;
}

/** Chooses several of many and saves the choice. */
export function ChooseDialog({ title, label, submit, choices, chosen: before = [], none, onSave, onClose }: Props): JSX.Element {
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before));
    const same = chosen.size === before.length && before.every((id) => chosen.has(id));
    return (
        <FormDialog
            title={title} submit={submit} ready={!same} onClose={onClose}
            onSubmit={async () => {
                await onSave([...chosen]);
                onClose();
            }}
        >
            <ChoiceList label={label} choices={choices} chosen={chosen} onChange={setChosen} {...(none === undefined ? {} : { none })} />
        </FormDialog>
    );
}
