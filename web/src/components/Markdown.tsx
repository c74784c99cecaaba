import { Fragment } from "react";
import type { ReactNode } from "react";

/**
 * Text with the Markdown that text tiles and descriptions use: headings, lists, emphasis, code, links.
 * It becomes elements, never markup, so nothing in it can act as HTML.
 */
export function Markdown({ text }: { text: string }): JSX.Element {
    return <div className="markdown">{blocks(text).map((block, index) => <Fragment key={index}>{block}</Fragment>)}</div>;
}

function blocks(text: string): ReactNode[] {
    const result: ReactNode[] = [];
    for (const block of text.replace(/\r/g, "").split(/\n\s*\n/)) {
        const lines = block.split("\n").filter((line) => line.trim() !== "");
        let at = 0;
        while (at < lines.length) {
            const line = lines[at] ?? "";
            const heading = /^(#{1,4})\s+(.*)$/.exec(line);
            if (heading) {
                result.push(<p className={`heading h${heading[1]?.length ?? 1}`}>{inline(heading[2] ?? "")}</p>);
                at += 1;
                continue;
            }
            const marker = listMarker(line);
            const from = at;
            while (at < lines.length && listMarker(lines[at] ?? "") === marker && !/^#{1,4}\s/.test(lines[at] ?? "")) at += 1;
            const run = lines.slice(from, at);
            if (marker === null) {
                result.push(<p>{run.map((each, index) => <Fragment key={index}>{index > 0 && <br />}{inline(each)}</Fragment>)}</p>);
            } else {
                const items = run.map((each, index) => <li key={index}>{inline(each.replace(/^\s*(?:[-*]|\d+\.)\s+/, ""))}</li>);
                result.push(marker === "1" ? <ol>{items}</ol> : <ul>{items}</ul>);
            }
        }
    }
    return result;
}

function listMarker(line: string): "-" | "1" | null {
    if (/^\s*[-*]\s+/.test(line)) return "-";
    return /^\s*\d+\.\s+/.test(line) ? "1" : null;
}

function inline(text: string): ReactNode[] {
    const pattern = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)|\[([^\]]+)\]\(([^)\s]+)\)/g;
    const result: ReactNode[] = [];
    let from = 0;
    for (const match of text.matchAll(pattern)) {
        const at = match.index ?? 0;
        if (at > from) result.push(text.slice(from, at));
        const key = `${at}`;
        if (match[1] !== undefined) result.push(<code key={key}>{match[1].slice(1, -1)}</code>);
        else if (match[2] !== undefined) result.push(<strong key={key}>{match[2].slice(2, -2)}</strong>);
        else if (match[3] !== undefined) result.push(<em key={key}>{match[3].slice(1, -1)}</em>);
        else result.push(linked(match[4] ?? "", match[5] ?? "", key));
        from = at + (match[0] ?? "").length;
    }
    if (from < text.length) result.push(text.slice(from));
    return result;
}

/** Only addresses that lead to a page; a script's address stays text. */
function linked(words: string, href: string, key: string): ReactNode {
    if (!/^(https?:\/\/|\/(?!\/)|#)/i.test(href)) return words;
    const outside = /^https?:/i.test(href);
    return <a key={key} href={href} {...(outside ? { target: "_blank", rel: "noreferrer noopener" } : {})}>{words}</a>;
}
