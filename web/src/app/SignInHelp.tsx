import { Dialog } from "../components/Dialog";

/** How somebody who looks at a demo gets an account of their own: no page makes one for a visitor. */
export function SignInHelp({ onClose }: { onClose: () => void }): JSX.Element {
    return (
        <Dialog title="Sign in to this demo" onClose={onClose}>
            <p>Visitors look, explore and download. To save, administer or develop, whoever runs the demo makes an account on its machine:</p>
            <pre className="keep-text" tabIndex={0} aria-label="Command">soundings user add --email you@example.com --role admin</pre>
            <p className="muted">It prints a link that signs in once, within an hour. <code>--role</code> is <code>viewer</code>, <code>explorer</code>, <code>developer</code> or <code>admin</code>; <code>--state</code> names the directory that the demo was started with, where it is not <code>state</code>.</p>
        </Dialog>
    );
}
