import { Component } from "react";
import type { ReactNode } from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";

interface Props {
    /** Another value gives the page another chance. */
    readonly place: string;
    readonly children: ReactNode;
}

/** Keeps a page that stumbles from taking the frame along. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
    override state = { failed: false };

    static getDerivedStateFromError(): { failed: boolean } {
        return { failed: true };
    }

    override componentDidUpdate(before: Props): void {
        if (before.place !== this.props.place && this.state.failed) this.setState({ failed: false });
    }

    override render(): ReactNode {
        if (!this.state.failed) return this.props.children;
        return (
            <Notice tone="bad" title="This page stumbled." actions={<Button onClick={() => window.location.reload()}>Load it again</Button>}>
                What is saved is not touched. If it happens again, tell whoever runs Soundings which page it was.
            </Notice>
        );
    }
}
