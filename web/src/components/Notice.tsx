import type { ReactNode } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

interface Props {
    readonly title: string;
    readonly tone?: "plain" | "warn" | "bad";
    readonly children?: ReactNode;
    /** What the reader can do about it. */
    readonly actions?: ReactNode;
    readonly icon?: IconName;
}

/** What stands where data would: nothing found, something failed, something is missing. */
export function Notice({ title, tone = "plain", children, actions, icon }: Props): JSX.Element {
    const shown = icon ?? (tone === "plain" ? undefined : "warning");
    return (
        <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : undefined}>
            <p className="notice-title">
                {shown !== undefined && <Icon name={shown} />}
                <strong>{title}</strong>
            </p>
            {children !== undefined && <div className="notice-text">{children}</div>}
            {actions !== undefined && <div className="notice-actions">{actions}</div>}
        </div>
    );
}
