import { useContext, useState } from "react";
import { ApiError } from "../api/http";
import { downloadQuery } from "../api/queries";
import type { QueryBody } from "../api/queries";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import { PictureExportContext } from "../charts/PictureExport";
import type { PictureFile } from "../charts/PictureExport";
import { Menu } from "../components/Menu";
import { safeName } from "../words/fileNames";

interface Props {
    readonly query: QueryBody;
    /** Becomes the file's name. */
    readonly name: string;
    readonly iconOnly?: boolean;
}

/** Takes the rows away as a file. Nothing for readers who may not. */
export function Downloads({ query, name, iconOnly = false }: Props): JSX.Element | null {
    const session = useSession();
    const [problem, setProblem] = useState("");
    const picture = useContext(PictureExportContext);
    if (!may(session, "download")) return null;

    function takePicture(): void {
        const file: PictureFile | null = picture?.current?.() ?? null;
        if (file === null) setProblem("There is no drawn picture to take along.");
        else saveFile(file.content, name, file.extension);
    }

    return (
        <>
            <Menu label="Download" icon="download" iconOnly={iconOnly} look={iconOnly ? "quiet" : "plain"} items={[...downloadItems(query, name, setProblem), ...(picture === null ? [] : [{ label: "Picture", onSelect: takePicture }])]} />
            {problem !== "" && <span className="download-problem" role="alert">{problem}</span>}
        </>
    );
}

export function downloadItems(query: QueryBody, name: string, onProblem: (sentence: string) => void): Array<{ label: string; onSelect: () => void }> {
    async function save(format: "csv" | "json" | "xlsx", limit: number): Promise<void> {
        onProblem("");
        try {
            const file = await downloadQuery({ ...query, limit }, format);
            saveFile(file, name, format);
        } catch (error) {
            onProblem(error instanceof ApiError ? error.message : "The download failed. Try again.");
        }
    }
    return [
        { label: "CSV", onSelect: () => void save("csv", query.limit) },
        { label: "CSV, all rows", onSelect: () => void save("csv", -1) },
        { label: "Excel workbook", onSelect: () => void save("xlsx", query.limit) },
        { label: "JSON", onSelect: () => void save("json", query.limit) },
    ];
}

/** Hands a file to the browser under a name that file systems take. */
export function saveFile(file: Blob, name: string, extension: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${safeName(name)}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
