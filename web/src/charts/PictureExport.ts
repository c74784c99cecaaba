import { createContext } from "react";
import type { MutableRefObject } from "react";

/** A drawn picture as a file. */
export interface PictureFile {
    readonly content: Blob;
    /** "svg", or "png" of charts with very many points. */
    readonly extension: string;
}

/** Where a chart leaves the way to its file for the page around it; null while nothing is drawn. */
export type PictureExport = MutableRefObject<(() => PictureFile | null) | null>;

/** null where nobody wants files of pictures. */
export const PictureExportContext = createContext<PictureExport | null>(null);

/** The file behind a `data:` address as the chart library makes them; null for others. */
export function pictureFile(address: string): PictureFile | null {
    const parts = /^data:image\/(svg\+xml|png)[^,]*?(;base64)?,(.*)$/s.exec(address);
    if (parts === null) return null;
    const [, kind = "", encoded, body = ""] = parts;
    const content = encoded === undefined ? decodeURIComponent(body) : Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    return { content: new Blob([content], { type: `image/${kind}` }), extension: kind === "png" ? "png" : "svg" };
}
