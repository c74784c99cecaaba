import { Component } from "react";
import type { ReactNode } from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import { CodeMissing, Unreachable } from "./Unreachable";

interface Props {
    /** Another value gives the page another chance. */
    readonly place: string;
    readonly children: ReactNode;
}

interface State {
    readonly failed: boolean;
    readonly error: unknown;
}

/** Keeps a page that stumbles from taking the frame along. */
export class ErrorBoundary extends Component<Props, State> {
    override state: State = { failed: false, error: null };

    static getDerivedStateFromError(error: unknown): State {
        return { failed: true, error };
    }

    override componentDidUpdate(before: Props): void {
        if (before.place !== this.props.place && this.state.failed) this.setState({ failed: false, error: null });
    }

    override render(): ReactNode {
        if (!this.state.failed) return this.props.children;
        if (this.state.error instanceof CodeMissing) return <Unreachable />;
        return (
            <>
                <h1 className="aside">Not shown</h1>
                <Notice tone="bad" title="This page stumbled." actions={<Button onClick={() => window.location.reload()}>Load it again</Button>}>
                    What is saved is not touched. If it happens again, tell whoever runs Soundings which page it was.
                </Notice>
            </>
        );
    }
}
