/** What a piece of SQL is, as far as colours and parameters need to know. */
export type TokenKind = "comment" | "text" | "name" | "number" | "keyword" | "parameter" | "word" | "other";

export interface Token {
    readonly kind: TokenKind;
    readonly text: string;
    /** Where it begins. */
    readonly at: number;
}

export const KEYWORDS: readonly string[] = [
    "SELECT", "FROM", "WHERE", "GROUP", "BY", "ORDER", "HAVING", "LIMIT", "OFFSET", "QUALIFY", "WITH", "RECURSIVE", "AS", "ON", "USING", "JOIN", "LEFT", "RIGHT", "FULL", "INNER", "OUTER",
    "CROSS", "ASOF", "UNION", "ALL", "DISTINCT", "EXCEPT", "INTERSECT", "AND", "OR", "NOT", "IN", "IS", "NULL", "LIKE", "ILIKE", "BETWEEN", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END",
    "CAST", "ASC", "DESC", "NULLS", "FIRST", "LAST", "OVER", "PARTITION", "ROWS", "RANGE", "PRECEDING", "FOLLOWING", "UNBOUNDED", "CURRENT", "ROW", "FILTER", "INTERVAL", "DATE", "TIMESTAMP", "TRUE", "FALSE",
    "VALUES", "EXCLUDE", "REPLACE", "PIVOT", "UNPIVOT", "SAMPLE", "WINDOW", "LATERAL", "EXTRACT",
];

const KEYWORD_SET = new Set(KEYWORDS);
/** A comment, a text, a quoted name, `{{ name }}`, `$name`, a number, a word, or any other character. */
const PIECE = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\{\{[^{}\n]*\}\}|\$[a-zA-Z_]\w*|\d+(?:\.\d+)?|[a-zA-Z_]\w*|\s+|[^]/g;

/** Takes SQL apart. All pieces together are the text again. */
export function tokens(sql: string): Token[] {
    return [...sql.matchAll(PIECE)].map((match) => {
        const [text = ""] = match;
        return { kind: kindOf(text), text, at: match.index ?? 0 };
    });
}

function kindOf(piece: string): TokenKind {
    if (piece.startsWith("--") || piece.startsWith("/*")) return "comment";
    if (/^'\s*\{\{[^{}\n]*\}\}\s*'$/.test(piece)) return "parameter";
    if (piece.startsWith("'")) return "text";
    if (piece.startsWith("\"")) return "name";
    if (piece.startsWith("{{") || /^\$\w/.test(piece)) return "parameter";
    if (/^\d/.test(piece)) return "number";
    if (/^\w/.test(piece)) return KEYWORD_SET.has(piece.toUpperCase()) ? "keyword" : "word";
    return "other";
}
