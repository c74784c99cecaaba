import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { nearest } from "../../words/distance";

/** A query that can't be asked: which of its fields the explore lacks, and what was perhaps meant. */
export function UnknownFields({ names, known, onDrop }: { names: readonly string[]; known: readonly string[]; onDrop: () => void }): JSX.Element {
    return (
        <Notice tone="bad" title="This query can't be answered as asked." actions={<Button onClick={onDrop}>{names.length === 1 ? "Leave this field out" : "Leave these fields out"}</Button>}>
            {names.map((name) => {
                const meant = nearest(name, known);
                return <p key={name}>This explore has no field <code>{name}</code>.{meant === undefined ? "" : <> Did you mean <code>{meant}</code>?</>}</p>;
            })}
            <p>The model may have changed since the link was made.</p>
        </Notice>
    );
}
