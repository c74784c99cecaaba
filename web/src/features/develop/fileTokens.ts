import type { CodePiece } from "../../components/CodeArea";

/** A comment, a text, a parameter with its colon, the end of SQL, Liquid, a reference, a number, or anything else. */
const LOOKML = /#[^\n]*|"(?:[^"\\]|\\.)*(?:"|$)|[a-zA-Z_+]\w*\s*:|;;|\{[{%][^]*?[}%]\}|\$\{[^}\n]*\}|\b\d+(?:\.\d+)?\b|[a-zA-Z_]\w*|[^#"$;{a-zA-Z_+\d]+|[^]/g;
const SQL = /--[^\n]*|\/\*[^]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\{[{%#][^]*?[}%#]\}|\b\d+(?:\.\d+)?\b|[a-zA-Z_]\w*|[^-/'"{a-zA-Z_\d]+|[^]/g;
const YAML = /#[^\n]*|"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^']|'')*(?:'|$)|^[ \t-]*[\w .]+:(?=\s|$)|\{[{%][^]*?[}%]\}|\b\d+(?:\.\d+)?\b|[^#"'{\n]+|\n|[^]/gm;
const WORDS = new Set(
    "select from where group by order having limit with recursive as on using join left right full inner outer cross union all distinct except intersect and or not in is null like ilike between exists case when then else end cast asc desc over partition filter interval date timestamp true false qualify"
        .split(" "));
/** Longer texts are painted plain: colours would make typing slow. */
const LONGEST = 200_000;

/** The pieces of a file in the colours of its language. */
export function fileTokens(path: string, text: string): readonly CodePiece[] {
    const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    const [pattern, kind] = ending === "lkml" ? [LOOKML, lookmlKind] as const
        : ending === "sql" ? [SQL, sqlKind] as const
            : ending === "yaml" || ending === "yml" || ending === "lookml" ? [YAML, yamlKind] as const : [null, null] as const;
    if (pattern === null || text.length > LONGEST) return [{ kind: "", text, at: 0 }];
    return [...text.matchAll(pattern)].map(({ 0: piece = "", index = 0 }) => ({ kind: kind(piece), text: piece, at: index }));
}

function lookmlKind(piece: string): string {
    if (piece.startsWith("#")) return "comment";
    if (piece.startsWith("\"")) return "text";
    if (piece.endsWith(":") && /^[a-zA-Z_+]/.test(piece)) return "keyword";
    if (piece.startsWith("${") || piece.startsWith("{{") || piece.startsWith("{%")) return "parameter";
    if (/^(\d|yes$|no$|;;$)/.test(piece)) return "number";
    return "";
}

function sqlKind(piece: string): string {
    if (piece.startsWith("--") || piece.startsWith("/*")) return "comment";
    if (piece.startsWith("'")) return "text";
    if (piece.startsWith("\"")) return "name";
    if (/^\{[{%#]/.test(piece)) return "parameter";
    if (/^\d/.test(piece)) return "number";
    return WORDS.has(piece.toLowerCase()) ? "keyword" : "";
}

function yamlKind(piece: string): string {
    if (piece.startsWith("#")) return "comment";
    if (piece.startsWith("\"") || piece.startsWith("'")) return "text";
    if (/^\{[{%]/.test(piece)) return "parameter";
    if (/^[ \t-]*[\w .]+:$/.test(piece)) return "keyword";
    return /^\d/.test(piece) ? "number" : "";
}
