import type { FoundField } from "../../api/discovery";
import type { ExploreName } from "../../api/models";
import { Icon } from "../../components/Icon";
import { Link } from "../../navigation/Link";

interface Props {
    readonly fields: readonly FoundField[];
    readonly explores: readonly ExploreName[];
    /** Whether there may be more than these. */
    readonly isCut: boolean;
}

/** Fields that have the words of a search, each with its explore, where it is chosen already. */
export function FieldMatches({ fields, explores, isCut }: Props): JSX.Element {
    const titleOf = (field: FoundField) => explores.find((each) => each.model === field.model && each.name === field.explore)?.label ?? field.explore;
    return (
        <section className="home-section" aria-label="Fields">
            <h2>Fields</h2>
            <ul className="content-list framed">
                {fields.map((field) => (
                    <li key={field.href}>
                        <Icon name={field.category === "measure" ? "number" : "text"} />
                        <div>
                            {titleOf(field)} · <Link href={field.href}>{field.label}</Link> <span className="muted">{field.name}</span>
                            {field.description !== "" && <p className="card-text">{field.description}</p>}
                        </div>
                    </li>
                ))}
            </ul>
            {isCut && <p className="muted">These are the first {fields.length}. More words leave fewer.</p>}
        </section>
    );
}
