// Answers as the server writes them, for the gallery: of each shape that chart types draw, and at the edges of it.

type Cell = { readonly value: unknown; readonly rendered?: string };

const field = (name: string, type: string, category: "dimension" | "measure", label: string, more: object = {}) =>
    ({ name, type, category, label: `Demo ${label}`, label_short: label, is_numeric: category === "measure" || type === "number", ...more });

const MONTH = field("d.month", "date_month", "dimension", "Month");
const KIND = field("d.kind", "string", "dimension", "Deployment");
const STEP = field("d.step", "string", "dimension", "Step");
const USERS = field("d.users", "sum", "measure", "Users", { value_format: "#,##0" });
const SEATS = field("d.seats", "sum", "measure", "Seats", { value_format: "#,##0" });
const SHARE = field("d.share", "number", "measure", "Share of seats", { value_format: "0.0%" });
const MONEY = field("d.money", "sum", "measure", "Change of revenue", { value_format: "$#,##0" });

/** The same numbers in every run. */
function numbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
        return state / 4_294_967_296;
    };
}

const count = (value: number): Cell => ({ value: Math.round(value), rendered: Math.round(value).toLocaleString("en-US") });
const share = (value: number): Cell => ({ value, rendered: `${(value * 100).toFixed(1)}%` });
const money = (value: number): Cell => ({ value: Math.round(value), rendered: `${value < 0 ? "-" : ""}$${Math.abs(Math.round(value)).toLocaleString("en-US")}` });
const months = (many: number) => Array.from({ length: many }, (_, index) => new Date(Date.UTC(2026, 10 - index, 1)).toISOString().slice(0, 7));
const KINDS = ["kubernetes", "docker-compose", "docker-container", "pure-docker", "server", "app", "helm", "cloud"];
const COUNTRIES = ["United States", "Germany", "France", "GB", "Japan", "BRA", "India", "Australia", "Canada", "Norway", "South Korea", "Spain", "Nowhere"];

const answer = (dimensions: object[], measures: object[], data: object[], more: object = {}) =>
    ({ fields: { dimensions, measures }, data, ran_at: "2026-11-24T10:00:00Z", timezone: "UTC", ...more });

export function overTime(many = 12, sign = 1): unknown {
    const next = numbers(7);
    return answer([MONTH], [USERS, SEATS, SHARE], months(many).map((month, index) => {
        const users = sign * (900 - index * 40 + next() * 160);
        return { "d.month": { value: month }, "d.users": count(users), "d.seats": count(Math.abs(users) * 1.6 + 200), "d.share": share(0.35 + next() * 0.3) };
    }));
}

export function pivoted(kinds = 4, many = 12): unknown {
    const next = numbers(11);
    const names = Array.from({ length: kinds }, (_, index) => KINDS[index] ?? `variant ${index + 1}`);
    return {
        ...answer([MONTH], [USERS], months(many).map((month, index) => ({
            "d.month": { value: month }, "d.users": Object.fromEntries(names.map((name, place) => [name, count((600 - index * 24) / (place + 1) + next() * 60)])),
        }))),
        fields: { dimensions: [MONTH], measures: [USERS], pivots: [KIND] },
        pivots: names.map((name) => ({ key: name, is_total: false, data: { "d.kind": name }, metadata: { "d.kind": { value: name } } })),
    };
}

export function byKind(many = 6, sign = 1): unknown {
    const next = numbers(3);
    return answer([KIND], [USERS, SEATS], Array.from({ length: many }, (_, index) => ({
        "d.kind": { value: KINDS[index] ?? `deployment with a rather long name ${index + 1}` }, "d.users": count(sign * (1200 / (index + 1) + next() * 80) * (sign < 0 && index % 2 === 0 ? -1 : 1)), "d.seats": count(2000 / (index + 1)),
    })));
}

export function steps(): unknown {
    const names = ["Opened the page", "Signed up", "Connected a code host", "Ran a search", "Invited a teammate"];
    return answer([STEP], [USERS], names.map((name, index) => ({ "d.step": { value: name }, "d.users": count([12480, 6210, 3905, 3120, 870][index] ?? 0) })));
}

export function changes(): unknown {
    const parts: ReadonlyArray<readonly [string, number]> = [["Start of year", 1_200_000], ["New", 420_000], ["Expansion", 180_000], ["Contraction", -95_000], ["Churn", -240_000]];
    return answer([STEP], [MONEY], parts.map(([name, value]) => ({ "d.step": { value: name }, "d.money": money(value) })));
}

export function hours(): unknown {
    const next = numbers(5);
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    return answer([field("d.day", "string", "dimension", "Day"), field("d.hour", "number", "dimension", "Hour")], [USERS], days.flatMap((day, index) =>
        Array.from({ length: 24 }, (_, hour) => ({ "d.day": { value: day }, "d.hour": { value: hour }, "d.users": count(Math.max(0, (index < 5 ? 300 : 60) * Math.exp(-((hour - 14) ** 2) / 24) + next() * 20)) }))));
}

export function spread(): unknown {
    const next = numbers(17);
    return answer([KIND, field("d.instance", "string", "dimension", "Instance")], [USERS], KINDS.slice(0, 5).flatMap((kind, place) =>
        Array.from({ length: 60 }, (_, index) => ({ "d.kind": { value: kind }, "d.instance": { value: `i${index}` }, "d.users": count(40 + place * 25 + 220 * (next() + next() + next() - 1) / 3 + (index === 0 ? 400 : 0)) }))));
}

export function cloud(many = 120): unknown {
    const next = numbers(23);
    return answer([field("d.account", "string", "dimension", "Account"), KIND], [SEATS, USERS], Array.from({ length: many }, (_, index) => {
        const seats = 20 + next() * 900;
        return { "d.account": { value: `Account ${index + 1}` }, "d.kind": { value: KINDS[index % 3] }, "d.seats": count(seats), "d.users": count(seats * (0.2 + next() * 0.7)) };
    }));
}

export function nested(): unknown {
    const next = numbers(29);
    return answer([KIND, field("d.version", "string", "dimension", "Version")], [USERS], KINDS.slice(0, 5).flatMap((kind, place) =>
        ["5.14", "5.13", "5.12", "5.9"].map((version, index) => ({ "d.kind": { value: kind }, "d.version": { value: version }, "d.users": count((900 / (place + 1)) / (index + 1) + next() * 40) }))));
}

export function flows(): unknown {
    const next = numbers(31);
    const parts: ReadonlyArray<readonly [string, readonly string[]]> = [["Search", ["Results", "Nothing found", "Left"]], ["Home", ["Search page", "Settings", "Left"]], ["Editor", ["Results", "Search page", "Left"]]];
    return answer([field("d.first", "string", "dimension", "First"), field("d.second", "string", "dimension", "Second")], [USERS], parts.flatMap(([from, tos], place) =>
        tos.map((to, index) => ({ "d.first": { value: from }, "d.second": { value: to }, "d.users": count((800 / (place + 1)) / (index + 1) + next() * 50) }))));
}

export function lasting(): unknown {
    const start = field("d.start", "date_date", "dimension", "Began");
    const end = field("d.end", "date_date", "dimension", "Ended");
    const rows: ReadonlyArray<readonly [string, string, string, string]> = [
        ["5.12", "2026-06-01", "2026-08-20", "release"], ["5.13", "2026-08-03", "2026-10-12", "release"], ["5.14", "2026-10-05", "2026-11-24", "release"],
        ["Slow indexing", "2026-07-11", "2026-07-14", "incident"], ["Billing outage", "2026-10-20", "2026-10-21", "incident"],
    ];
    return answer([STEP, start, end, KIND], [], rows.map(([name, from, to, kind]) => ({ "d.step": { value: name }, "d.start": { value: from }, "d.end": { value: to }, "d.kind": { value: kind } })));
}

export function cohorts(): unknown {
    const next = numbers(37);
    const ages = Array.from({ length: 9 }, (_, age) => String(age));
    return {
        ...answer([MONTH], [USERS], months(9).map((month, index) => ({
            "d.month": { value: month },
            "d.users": Object.fromEntries(ages.filter((_, age) => age <= index).map((age) => [age, count((400 + index * 30) * (age === "0" ? 1 : 0.62 * 0.9 ** Number(age) + next() * 0.06))])),
        }))),
        fields: { dimensions: [MONTH], measures: [USERS], pivots: [field("d.age", "number", "dimension", "Months since")] },
        pivots: ages.map((age) => ({ key: age, is_total: false, data: { "d.age": age }, metadata: { "d.age": { value: age } } })),
    };
}

export function countries(): unknown {
    return answer([field("d.country", "string", "dimension", "Country")], [USERS], COUNTRIES.map((country, index) => ({ "d.country": { value: country }, "d.users": count(5200 / (index + 1)) })));
}

export function places(): unknown {
    const spots: ReadonlyArray<readonly [string, number, number, number]> = [["Berlin", 52.5, 13.4, 420], ["San Francisco", 37.8, -122.4, 900], ["Tokyo", 35.7, 139.7, 310], ["São Paulo", -23.5, -46.6, 150], ["Cape Town", -33.9, 18.4, 90]];
    return answer([field("d.city", "string", "dimension", "City"), field("d.latitude", "number", "dimension", "Latitude"), field("d.longitude", "number", "dimension", "Longitude")], [USERS],
        spots.map(([city, latitude, longitude, users]) => ({ "d.city": { value: city }, "d.latitude": { value: latitude }, "d.longitude": { value: longitude }, "d.users": count(users) })));
}

/** Places as the model's `location` type has them. */
export function locations(): unknown {
    const spots: ReadonlyArray<readonly [string, string, number]> = [["Berlin", "52.5,13.4", 420], ["Hamburg", "53.6,10", 210], ["Munich", "48.1,11.6", 180], ["Cologne", "50.9,7", 90]];
    return answer([field("d.city", "string", "dimension", "City"), field("d.place", "location", "dimension", "Place")], [USERS],
        spots.map(([city, place, users]) => ({ "d.city": { value: city }, "d.place": { value: place, rendered: place }, "d.users": count(users) })));
}

export function longNames(): unknown {
    const names = ["Which referrers are driving traffic to sourcegraph.com?", "Paid search: Keeping dependencies fresh (2026-09)", "Webinar: Finding secrets (2026-09)", "Conference: Large migrations (2026-09)", "∅"];
    return answer([KIND], [USERS], names.map((name, index) => ({ "d.kind": { value: name }, "d.users": count(900 / (index + 1)) })));
}

export function days(many: number): unknown {
    const next = numbers(43);
    const day = field("d.day", "date_date", "dimension", "Day");
    return answer([day], [USERS], Array.from({ length: many }, (_, index) => ({
        "d.day": { value: new Date(Date.UTC(2026, 10, 23 - index)).toISOString().slice(0, 10) }, "d.users": count(400 + next() * 300 + (many - index)),
    })));
}

export function figure(): unknown {
    return answer([], [USERS, SEATS], [{ "d.users": count(1284), "d.seats": count(1500) }]);
}

export function shareFigure(): unknown {
    return answer([], [SHARE], [{ "d.share": share(0.684) }]);
}

export function nothing(): unknown {
    return answer([KIND], [USERS], []);
}

export function zeros(): unknown {
    return answer([KIND], [USERS], KINDS.slice(0, 5).map((kind) => ({ "d.kind": { value: kind }, "d.users": count(0) })));
}

export function onePoint(): unknown {
    return answer([MONTH], [USERS], [{ "d.month": { value: "2026-10" }, "d.users": count(412) }]);
}

export function manyRows(rows: number): unknown {
    const next = numbers(41);
    return answer([field("d.account", "string", "dimension", "Account"), KIND, MONTH], [USERS, SEATS, SHARE], Array.from({ length: rows }, (_, index) => ({
        "d.account": { value: `Account ${index + 1}` }, "d.kind": { value: KINDS[index % KINDS.length] }, "d.month": { value: months(12)[index % 12] },
        "d.users": count(next() * 5000), "d.seats": count(next() * 9000), "d.share": index % 7 === 0 ? { value: null } : share(next()),
    })), { totals_data: { "d.users": count(2500 * rows), "d.seats": count(4500 * rows) } });
}
