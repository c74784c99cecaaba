import { Notice } from "../../components/Notice";

/** Why there are no accounts, and who can mend it. */
export function ToolsMissing({ title }: { title: string }): JSX.Element {
    return (
        <Notice tone="warn" title={title}>
            Which explore lists the accounts, and which field says their status, stands in <code>tools</code> of the project&apos;s <code>soundings.yaml</code>. Whoever develops the project can add it.
        </Notice>
    );
}
