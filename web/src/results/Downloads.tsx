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

/** A form in which rows are taken along. */
export interface FileChoice {
    readonly label: string;
    readonly extension: "csv" | "json" | "xlsx";
    readonly load: () => Promise<Blob>;
}

interface Props {
    /** Becomes the file's name. */
    readonly name: string;
    readonly iconOnly?: boolean;
}

/** Takes the rows of a query away as a file. Nothing for readers who may not. */
export function Downloads({ query, ...more }: Props & { readonly query: QueryBody }): JSX.Element | null {
    return <DownloadMenu files={queryFiles(query)} {...more} />;
}

/** Takes rows away as one of several files. Nothing for readers who may not. */
export function DownloadMenu({ files, name, iconOnly = false }: Props & { readonly files: readonly FileChoice[] }): JSX.Element | null {
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
            <Menu label="Download" icon="download" iconOnly={iconOnly} look={iconOnly ? "quiet" : "plain"} items={[...fileItems(files, name, setProblem), ...(picture === null ? [] : [{ label: "Picture", onSelect: takePicture }])]} />
            {problem !== "" && <span className="download-problem" role="alert">{problem}</span>}
        </>
    );
}

/** The files that a query's rows are taken along as. */
export function queryFiles(query: QueryBody): FileChoice[] {
    return [
        { label: "CSV", extension: "csv", load: () => downloadQuery(query, "csv") },
        { label: "CSV, all rows", extension: "csv", load: () => downloadQuery({ ...query, limit: -1 }, "csv") },
        { label: "Excel workbook", extension: "xlsx", load: () => downloadQuery(query, "xlsx") },
        { label: "JSON", extension: "json", load: () => downloadQuery(query, "json") },
    ];
}

/** Entries of a menu that save files. */
export function fileItems(files: readonly FileChoice[], name: string, onProblem: (sentence: string) => void): Array<{ label: string; onSelect: () => void }> {
    async function save({ extension, load }: FileChoice): Promise<void> {
        onProblem("");
        try {
            saveFile(await load(), name, extension);
        } catch (error) {
            onProblem(error instanceof ApiError ? error.message : "The download failed. Try again.");
        }
    }
    return files.map((file) => ({ label: file.label, onSelect: () => void save(file) }));
}

/** Hands a file to the browser under a name that file systems take. */
export function saveFile(file: Blob, name: string, extension: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${safeName(name)}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
