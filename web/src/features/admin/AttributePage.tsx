import { useState } from "react";
import { deleteAttribute, fetchGroupValues, removeGroupValue, setGroupValue, setGroupValues } from "../../api/attributes";
import type { GroupValue, UserAttribute } from "../../api/attributes";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame } from "./AdminFrame";
import { AttributeDialog } from "./AttributeDialog";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useAttributes, useGroups } from "./shared";
import { groupAddress } from "./words";

/** One attribute: its default, and the values of groups in the order in which they go before each other. */
export function AttributePage({ id }: { id: string }): JSX.Element {
    const attributes = useAttributes();
    const [doing, setDoing] = useState<"change" | "delete" | null>(null);
    const attribute = attributes.value?.find((each) => each.id === id);
    return (
        <AdminFrame
            here="attributes" title={attribute?.label ?? "User attribute"} above={{ label: "User attributes", href: "/admin/attributes" }}
            actions={attribute !== undefined && <Menu label="Change" icon="more" items={[
                { label: "Name, default and who sees it", icon: "text", onSelect: () => setDoing("change") },
                ...(attribute.system ? [] : [{ label: "Delete", icon: "close", onSelect: () => setDoing("delete") } as const]),
            ]} />}
        >
            {() => (
                <Loaded what="attribute" of={[attributes] as const}>
                    {(_) => (attribute === undefined ? <p>There is no such attribute. <Link href="/admin/attributes">All attributes</Link></p> : (
                        <>
                            <dl className="facts">
                                <dt>In LookML</dt><dd><code>{attribute.name}</code></dd>
                                <dt>Type</dt><dd>{attribute.type.replace(/_/g, " ")}</dd>
                                <dt>Default</dt><dd>{attribute.hidden ? <span className="muted">hidden</span> : attribute.standard ?? <span className="muted">none: without a value, rules that ask for it show no rows</span>}</dd>
                                <dt>People</dt><dd>{attribute.userEdits ? "see and change their own value" : attribute.userSees ? "see their own value" : "don't see it"}</dd>
                            </dl>
                            <Values attribute={attribute} />
                            <p className="muted">What single people have is set on their pages, under <Link href="/admin/users">Users</Link>.</p>
                            {doing === "change" && <AttributeDialog attribute={attribute} onClose={() => setDoing(null)} />}
                            {doing === "delete" && (
                                <FormDialog title={`Delete ${attribute.label}`} submit="Delete for good" onClose={() => setDoing(null)} onSubmit={async () => {
                                    await deleteAttribute(attribute.id);
                                    attributes.reload();
                                    navigate("/admin/attributes");
                                    tell(`The attribute ${attribute.label} is gone.`);
                                }}>
                                    <p>All its values go for good. Rules of LookML that ask for it show nobody anything from then on.</p>
                                </FormDialog>
                            )}
                        </>
                    ))}
                </Loaded>
            )}
        </AdminFrame>
    );
}

function Values({ attribute }: { attribute: UserAttribute }): JSX.Element {
    const groups = useGroups();
    const values = useResource(`admin attribute groups ${attribute.id}`, (signal) => fetchGroupValues(attribute.id, signal), { freshFor: 5_000 });
    const [adding, setAdding] = useState(false);

    async function reorder(all: readonly GroupValue[], from: number, to: number): Promise<void> {
        const next = [...all];
        const [moved] = next.splice(from, 1);
        if (moved !== undefined) next.splice(to, 0, moved);
        await setGroupValues(attribute.id, next).catch((error: unknown) => tell(error instanceof Error ? error.message : "It did not work."));
        values.reload();
    }

    return (
        <Section title="Values of groups" actions={<Button icon="plus" onClick={() => setAdding(true)}>Set for a group</Button>}>
            <Loaded what="list of values" of={[groups, values] as const}>
                {(every, all) => (
                    <>
                        {all.length === 0 && <p className="muted">No group gives a value.</p>}
                        {all.length > 0 && (
                            <ol className="plain-list framed">
                                {all.map((value, place) => {
                                    const name = every.find((group) => group.id === value.groupID)?.name ?? `Group ${value.groupID}`;
                                    return (
                                        <li key={value.groupID}>
                                            <span><Link href={groupAddress(value.groupID)}>{name}</Link> {attribute.hidden ? <span className="muted">hidden</span> : value.value}</span>
                                            <span className="line-tools">
                                                {/* Secret values can't be read, so they can't be written in another order either. */}
                                                {!attribute.hidden && place > 0 && <Button look="quiet" icon="up" iconOnly onClick={() => void reorder(all, place, place - 1)}>{`${name} goes before the one above`}</Button>}
                                                {!attribute.hidden && place < all.length - 1 && <Button look="quiet" icon="down" iconOnly onClick={() => void reorder(all, place, place + 1)}>{`${name} goes after the one below`}</Button>}
                                                <Button look="quiet" aria-label={`Remove the value of ${name}`} onClick={() => void removeGroupValue(attribute.id, value.groupID).then(values.reload, values.reload)}>Remove</Button>
                                            </span>
                                        </li>
                                    );
                                })}
                            </ol>
                        )}
                        {all.length > 1 && <p className="muted">Somebody in several of them has the value of the first.</p>}
                        {adding && <SetForGroup attribute={attribute} groups={every.map(({ id, name }) => ({ id, name }))} onClose={() => setAdding(false)} onSet={async (groupID, value) => {
                            await setGroupValue(attribute.id, groupID, value);
                            values.reload();
                            setAdding(false);
                        }} />}
                    </>
                )}
            </Loaded>
        </Section>
    );
}

function SetForGroup({ attribute, groups, onSet, onClose }: { attribute: UserAttribute; groups: ReadonlyArray<{ readonly id: string; readonly name: string }>; onSet: (groupID: string, value: string) => Promise<void>; onClose: () => void }): JSX.Element {
    const [group, setGroup] = useState("");
    const [value, setValue] = useState("");
    return (
        <FormDialog title={`${attribute.label} of a group`} submit="Set" ready={group !== ""} onClose={onClose} onSubmit={() => onSet(group, value)}>
            <label className="field">
                <span>Group</span>
                <select className="input" autoFocus value={group} onChange={(event) => setGroup(event.target.value)}>
                    <option value="">Choose…</option>
                    {groups.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
                </select>
            </label>
            <label className="field">
                <span>Value</span>
                <input className="input" type={attribute.hidden ? "password" : "text"} autoComplete="off" value={value} onChange={(event) => setValue(event.target.value)} />
            </label>
        </FormDialog>
    );
}
