import { forwardRef } from "react";
import type { ButtonHTMLAttributes } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
    /** "primary" once per view; "quiet" has no frame until it is pointed at. */
    look?: "primary" | "plain" | "quiet";
    icon?: IconName;
    /** Only the icon is seen; the words are its label and its tip. */
    iconOnly?: boolean;
    children: string;
}

export const Button = forwardRef<HTMLButtonElement, Props>(function Button(
    { look = "plain", icon, iconOnly = false, children, className = "", ...rest }, ref,
) {
    const hidden = iconOnly ? { "aria-label": children, title: children } : {};
    return (
        <button type="button" {...rest} {...hidden} ref={ref} className={`button ${look} ${iconOnly ? "square" : ""} ${className}`}>
            {icon !== undefined && <Icon name={icon} />}
            {!iconOnly && <span>{children}</span>}
        </button>
    );
});
