/** Where pages of other features live. A feature links to them by address and never imports them. */

export function lookAddress(id: string): string {
    return `/looks/${encodeURIComponent(id)}`;
}

/** `model::name` stays readable: colons may stand in a path. */
export function dashboardAddress(id: string): string {
    return `/dashboards/${encodeURIComponent(id).replace(/%3A/g, ":")}`;
}

export function folderAddress(id: string): string {
    return `/folders/${encodeURIComponent(id)}`;
}

export function exploreHome(model: string, explore: string): string {
    return `/explore/${encodeURIComponent(model)}/${encodeURIComponent(explore)}`;
}

/** A statement of the SQL Runner. */
export function statementAddress(slug: string): string {
    return `/sql/${encodeURIComponent(slug)}`;
}

export function metricAddress(name: string): string {
    return `/metrics/${encodeURIComponent(name)}`;
}

/** One of the tables that SQL of the project makes: `schema.name`. */
export function pipelineAddress(table: string): string {
    return `/pipelines/tables/${encodeURIComponent(table)}`;
}

export function pipelineRunAddress(id: string): string {
    return `/pipelines/runs/${encodeURIComponent(id)}`;
}

/** What something comes from and what stands on it. `name` as lineage knows it: `clean.account`, `look:12`, `account.name`. */
export function lineageAddress(name: string): string {
    return `/catalogue/lineage?name=${encodeURIComponent(name)}`;
}

export function tableAddress(table: string): string {
    return `/catalogue/tables/${encodeURIComponent(table)}`;
}

/** A file of the project where it is edited. */
export function fileAddress(path: string, line: number): string {
    return `/develop?file=${encodeURIComponent(path)}&line=${line}`;
}

/** One customer: what is known of it, and where to look. */
export function accountAddress(name: string): string {
    return `/accounts/${encodeURIComponent(name)}`;
}

/** A saved chart of product analytics. */
export function savedChartPath(id: string): string {
    return `/product/charts/${encodeURIComponent(id)}`;
}

/** The queries of one Look or dashboard, for those who may see everybody's. */
export function queriesAddress(kind: "look" | "dashboard", id: string): string {
    return `/admin/queries?kind=${kind}&origin=${encodeURIComponent(id)}`;
}
