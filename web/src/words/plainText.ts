/** Markdown as the words that remain of it, for lists and other places of one line. */
export function plainText(markdown: string): string {
    return markdown
        .replace(/\r/g, "")
        .replace(/^\s{0,3}#{1,6}\s+/gm, "")
        .replace(/^\s*(?:[-*]|\d+\.)\s+/gm, "")
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/`([^`]+)`/g, "$1")
        .replace(/\*\*([^*]+)\*\*/g, "$1")
        .replace(/(^|[^\w*])\*([^*\s][^*]*)\*/g, "$1$2")
        .replace(/\s+/g, " ")
        .trim();
}
