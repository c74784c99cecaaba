/** What a new file begins with: the shape of its kind. */
export function beginningOf(path: string): string {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const bare = name.slice(0, name.indexOf(".") === -1 ? undefined : name.indexOf("."));
    if (name.endsWith(".view.lkml")) return `view: ${bare} {\n  sql_table_name: ${bare} ;;\n\n  measure: count {\n    type: count\n  }\n}\n`;
    if (name.endsWith(".model.lkml")) return "include: \"/views/*.view.lkml\"\n";
    if (name.endsWith(".explore.lkml")) return `explore: ${bare} {\n}\n`;
    if (name.endsWith(".sql")) return "SELECT\n";
    if (name.endsWith(".md")) return `# ${bare}\n`;
    return "";
}
