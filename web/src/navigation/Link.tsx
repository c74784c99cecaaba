import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { navigate } from "./location";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
    href: string;
}

/** A link inside the app. Everything a browser does with links (new tab, copy, middle click) keeps working. */
export function Link({ href, onClick, ...rest }: Props): JSX.Element {
    function follow(event: MouseEvent<HTMLAnchorElement>): void {
        onClick?.(event);
        const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (event.defaultPrevented || !plain || rest.target !== undefined) return;
        event.preventDefault();
        navigate(href);
    }
    return <a {...rest} href={href} onClick={follow} />;
}
