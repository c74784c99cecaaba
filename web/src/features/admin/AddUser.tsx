import { useState } from "react";
import { addMember } from "../../api/access";
import { useSession } from "../../api/SessionContext";
import { addUser, makePasswordLink } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { ChoiceList } from "../../components/ChoiceList";
import { Dialog } from "../../components/Dialog";
import { OnceShown } from "../../components/OnceShown";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { useGroups, useUsers } from "./shared";
import { userAddress } from "./words";

/** Makes an account and the link with which its owner first signs in. */
export function AddUser({ onClose }: { onClose: () => void }): JSX.Element {
    const session = useSession();
    const groups = useGroups();
    const users = useUsers();
    const [service, setService] = useState(false);
    const [email, setEmail] = useState("");
    const [first, setFirst] = useState("");
    const [last, setLast] = useState("");
    const [joined, setJoined] = useState<ReadonlySet<string>>(new Set());
    const [made, setMade] = useState<{ readonly user: User; readonly link: string; readonly problem: string } | null>(null);

    async function add(): Promise<void> {
        const user = await addUser({ email: email.trim(), firstName: first.trim(), lastName: last.trim(), service });
        // The account is there now: what fails from here on is said beside it, and can be done on its page.
        let [link, problem] = ["", ""];
        try {
            for (const group of joined) await addMember(group, { user: user.id });
            if (!service) link = await makePasswordLink(user.id);
        } catch (error) {
            problem = error instanceof Error ? error.message : "Not everything could be set.";
        }
        users.reload();
        groups.reload();
        setMade({ user, link, problem });
    }

    if (made !== null) {
        return (
            <Dialog title={`${made.user.name} has an account`} onClose={onClose}>
                <div className="dialog-form">
                    {made.problem !== "" && <p className="action-objection" role="alert">{made.problem}</p>}
                    {made.link !== "" && (
                        <>
                            <p>Send this link to {made.user.email}. It works once, within a day: they choose a password with it. Soundings sends no mail.</p>
                            <OnceShown label="Link to begin with" value={made.link} />
                        </>
                    )}
                    {service && <p>A program signs in with API credentials. Make them on the account&apos;s page.</p>}
                    <footer className="action-buttons"><Button onClick={() => navigate(userAddress(made.user.id))}>Open the account</Button><Button look="primary" onClick={onClose}>Done</Button></footer>
                </div>
            </Dialog>
        );
    }
    const choices = (groups.value ?? []).filter((group) => !group.everybody).map((group) => ({ id: group.id, label: group.name, detail: group.external ? "by the identity provider" : "" }));
    return (
        <FormDialog title="Add a user" submit={service ? "Add program" : "Add user"} ready={service ? first.trim() !== "" : /.@./.test(email.trim())} onSubmit={add} onClose={onClose}>
            <div className="segmented" role="group" aria-label="Whose account">
                <button type="button" aria-pressed={!service} onClick={() => setService(false)}>A person</button>
                <button type="button" aria-pressed={service} onClick={() => setService(true)}>A program</button>
            </div>
            {service
                ? <label className="field"><span>Name</span><input className="input" autoFocus value={first} maxLength={255} onChange={(event) => setFirst(event.target.value)} /></label>
                : (
                    <>
                        <label className="field"><span>Mail address</span><input className="input" type="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} /></label>
                        <div className="field-pair">
                            <label className="field"><span>First name</span><input className="input" value={first} maxLength={255} onChange={(event) => setFirst(event.target.value)} /></label>
                            <label className="field"><span>Last name</span><input className="input" value={last} maxLength={255} onChange={(event) => setLast(event.target.value)} /></label>
                        </div>
                    </>
                )}
            <ChoiceList label="Groups to join" choices={choices} chosen={joined} onChange={setJoined} none="There are no groups yet." />
            <p className="muted">{service ? "A program has the rights of its groups and roles." : `Everybody in ${session.project.label} may look; groups give more.`}</p>
        </FormDialog>
    );
}
