import { requestJSON } from "./http";
import { object, text } from "./reading";

/** What the server says of itself. */
export interface ServerSettings {
    readonly timezone: string;
    /** The address that people open. */
    readonly address: string;
    readonly version: string;
}

export async function fetchServerSettings(signal: AbortSignal): Promise<ServerSettings> {
    const [settings, versions] = await Promise.all([requestJSON("/api/4.0/setting", { signal }), requestJSON("/api/4.0/versions", { signal })]);
    return { timezone: text(object(settings)["timezone"]), address: text(object(settings)["host_url"]), version: text(object(versions)["looker_release_version"]) };
}
