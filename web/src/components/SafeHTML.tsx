import { createElement, Fragment, useMemo } from "react";
import type { ReactNode } from "react";
import { Link } from "../navigation/Link";

/**
 * HTML of a cell. The server has cleaned it; here it becomes elements one by one all the same, those of the lists below and
 * no others, so that nothing in it can act on the page.
 */
export function SafeHTML({ html }: { html: string }): JSX.Element {
    // Such a document runs no scripts and loads nothing.
    const content = useMemo(() => contentOf(new DOMParser().parseFromString(html, "text/html").body), [html]);
    return <span className="safe-html">{content}</span>;
}

const ELEMENTS = new Set((
    "abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font "
    + "h1 h2 h3 h4 h5 h6 hr i ins kbd li mark meter ol p pre progress q s samp section small span strike strong sub summary sup "
    + "table tbody td tfoot th thead time tr tt u ul var wbr").split(" "));
const EMPTY = new Set(["br", "col", "hr", "wbr"]);
/** By their names in HTML, with the names that React has for them. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
    title: "title", align: "align", valign: "valign", dir: "dir", lang: "lang", width: "width", height: "height", bgcolor: "bgcolor",
    color: "color", face: "face", size: "size", colspan: "colSpan", rowspan: "rowSpan", scope: "scope", span: "span", start: "start",
    border: "border", cellpadding: "cellPadding", cellspacing: "cellSpacing", value: "value", min: "min", max: "max", low: "low",
    high: "high", optimum: "optimum", datetime: "dateTime",
};
/** What colours, sizes and places within the cell. */
const STYLES = /^(background|border|color|display|float|font|height|letter-spacing|line-height|list-style|margin|max-|min-|opacity|overflow|padding|text-|vertical-align|white-space|width|word-)/;
const LOADS = /url\(|image-set\(|image\(/i;
const OUTSIDE = /^(https?:\/\/|mailto:|tel:)/i;
const INSIDE = /^\/(?![/\\])/;

function contentOf(parent: Node): ReactNode[] {
    return [...parent.childNodes].map((node, index) => <Fragment key={index}>{shown(node)}</Fragment>);
}

function shown(node: Node): ReactNode {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
    if (!(node instanceof HTMLElement)) return null;
    const name = node.localName;
    const style = styleOf(node);
    if (name === "a") return link(node, style);
    if (name === "img") return image(node, style);
    if (!ELEMENTS.has(name)) return null;
    const properties: Record<string, unknown> = { style };
    for (const { name: attribute, value } of node.attributes) {
        const property = ATTRIBUTES[attribute];
        if (property !== undefined) properties[property] = value;
    }
    return EMPTY.has(name) ? createElement(name, properties) : createElement(name, properties, ...contentOf(node));
}

/** Only addresses that lead to a page. Those of this app open like all its links. */
function link(element: HTMLElement, style: Record<string, string>): ReactNode {
    const href = element.getAttribute("href") ?? "";
    if (INSIDE.test(href) && element.getAttribute("target") !== "_blank") return <Link href={href} style={style}>{contentOf(element)}</Link>;
    if (!INSIDE.test(href) && !OUTSIDE.test(href)) return <span style={style}>{contentOf(element)}</span>;
    return <a href={href} style={style} target="_blank" rel="noreferrer noopener">{contentOf(element)}</a>;
}

/** The page loads pictures of this server alone; of others it shows what they say. */
function image(element: HTMLElement, style: Record<string, string>): ReactNode {
    const source = element.getAttribute("src") ?? "";
    const text = element.getAttribute("alt") ?? "";
    if (!INSIDE.test(source)) return text;
    const size = (name: string) => element.getAttribute(name) ?? undefined;
    return <img src={source} alt={text} width={size("width")} height={size("height")} style={style} loading="lazy" />;
}

function styleOf(element: HTMLElement): Record<string, string> {
    const style: Record<string, string> = {};
    for (const name of element.style) {
        const value = element.style.getPropertyValue(name);
        if (STYLES.test(name) && !LOADS.test(value) && !(name.startsWith("margin") && value.includes("-"))) {
            style[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
        }
    }
    return style;
}
