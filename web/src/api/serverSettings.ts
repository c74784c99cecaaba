import { requestJSON } from "./http";
import { flag, list, numberOrNull, object, text } from "./reading";

/** A setting, and where it is said. */
export interface ServerSetting {
    /** As the file writes it: "server.public_url". */
    readonly name: string;
    /** "" where nothing is set. */
    readonly value: string;
    readonly from: "file" | "app" | "default";
    /** The file's line that says it; null where the file doesn't. */
    readonly line: number | null;
    /** Whether it can be changed here. */
    readonly writable: boolean;
}

/** What the server says of itself. */
export interface ServerSettings {
    /** The file of the project that says settings. */
    readonly file: string;
    readonly settings: readonly ServerSetting[];
    readonly version: string;
}

export async function fetchServerSettings(signal: AbortSignal): Promise<ServerSettings> {
    const [settings, versions] = await Promise.all([requestJSON("/api/v1/settings", { signal }), requestJSON("/api/4.0/versions", { signal })]);
    return { ...readSettings(settings), version: text(object(versions)["looker_release_version"]) };
}

/** Sets one of those that can be set here; "" takes it back. */
export async function changeServerSetting(name: string, value: string): Promise<void> {
    await requestJSON("/api/v1/settings", { method: "PATCH", body: { [name]: value === "" ? null : value } });
}

function readSettings(value: unknown): Pick<ServerSettings, "file" | "settings"> {
    const answer = object(value);
    return {
        file: text(answer["file"]),
        settings: list(answer["settings"], (item): ServerSetting => {
            const setting = object(item);
            const from = text(setting["from"]);
            return { name: text(setting["name"]), value: text(setting["value"]), from: from === "file" || from === "app" ? from : "default", line: numberOrNull(setting["line"]), writable: flag(setting["writable"]) };
        }),
    };
}
