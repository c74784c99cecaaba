import { requestJSON } from "./http";
import { flag, list, object, text } from "./reading";

/** A name under which models call the warehouse. */
export interface Connection {
    readonly name: string;
    readonly dialect: string;
    readonly database: string;
    readonly schema: string;
    /** Where derived tables are kept. */
    readonly scratch: string;
    readonly timezone: string;
    /** The tests that there are. */
    readonly tests: readonly string[];
}

export interface ConnectionTest {
    readonly name: string;
    readonly passed: boolean;
    readonly message: string;
}

const CONNECTIONS = "/api/4.0/connections";

export async function fetchConnections(signal: AbortSignal): Promise<Connection[]> {
    return list(await requestJSON(CONNECTIONS, { signal }), (item) => {
        const connection = object(item);
        const dialect = object(connection["dialect"]);
        return {
            name: text(connection["name"]), dialect: text(dialect["label"]) || text(connection["dialect_name"]), database: text(connection["database"]), schema: text(connection["schema"]),
            scratch: text(connection["tmp_db_name"]), timezone: text(connection["db_timezone"]), tests: list(dialect["connection_tests"], text),
        };
    });
}

/** Looks whether the warehouse does what is needed of it. */
export async function testConnection(name: string): Promise<ConnectionTest[]> {
    return list(await requestJSON(`${CONNECTIONS}/${encodeURIComponent(name)}/test`, { method: "PUT" }), (item) => {
        const result = object(item);
        return { name: text(result["name"]), passed: text(result["status"]) === "success" || flag(result["success"]), message: text(result["message"]) };
    });
}
