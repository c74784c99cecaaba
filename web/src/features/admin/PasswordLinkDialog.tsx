import { useState } from "react";
import { makePasswordLink } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { OnceShown } from "../../components/OnceShown";
import { FormDialog } from "../../results/FormDialog";

/** Makes a link with which somebody chooses a password, to be handed on: there is no mail server. */
export function PasswordLinkDialog({ user, onClose }: { user: User; onClose: () => void }): JSX.Element {
    const [link, setLink] = useState("");
    if (link !== "") {
        return (
            <Dialog title={`A link for ${user.name}`} onClose={onClose}>
                <div className="dialog-form">
                    <p>Send it to {user.email}. It works once, within a day, and is not shown again.</p>
                    <OnceShown label="Link to choose a password" value={link} />
                    <footer className="action-buttons"><Button look="primary" onClick={onClose}>Done</Button></footer>
                </div>
            </Dialog>
        );
    }
    return (
        <FormDialog title={user.hasPassword ? "Reset the password" : "Choose a password"} submit="Make the link" onClose={onClose} onSubmit={async () => setLink(await makePasswordLink(user.id))}>
            <p>{user.hasPassword ? "The present password works until the link is used; then they are signed out everywhere else." : "With the link they choose a password and are signed in."}</p>
        </FormDialog>
    );
}
