import { FormDialog } from "../../results/FormDialog";

interface Props {
    readonly name: string;
    readonly onDelete: () => Promise<void>;
    readonly onChanged: () => void;
    readonly onClose: () => void;
}

/** Deletes a permission set or a model set. */
export function DeleteSet({ name, onDelete, onChanged, onClose }: Props): JSX.Element {
    return (
        <FormDialog title={`Delete ${name}`} submit="Delete" onClose={onClose} onSubmit={async () => {
            await onDelete();
            onChanged();
            onClose();
        }}>
            <p>A set that a role has can&apos;t be deleted: give that role another one first.</p>
        </FormDialog>
    );
}
