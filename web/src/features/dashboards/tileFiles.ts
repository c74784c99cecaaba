import { ApiError } from "../../api/http";
import { Limiter } from "../../api/limiter";
import type { TileFile } from "../../results/chartTile";
import { zipArchive } from "../../results/zip";
import { uniqueNames } from "../../words/fileNames";

/** A tile whose rows can be taken along. */
export interface TileSource {
    readonly title: string;
    /** Throws what is in the way. */
    readonly load: (signal: AbortSignal) => Promise<TileFile>;
}

export interface Collected {
    /** null where no tile gave rows. */
    readonly archive: Uint8Array | null;
    readonly count: number;
    readonly missing: ReadonlyArray<{ readonly title: string; readonly problem: string }>;
}

/** As many at once as leave the warehouse to others. */
const AT_ONCE = 3;

/**
 * The rows of tiles in one archive, a CSV file each, in the order of the tiles. A tile that fails leaves the others as they are.
 *
 * @param onDone how many have come or failed.
 */
export async function collect(sources: readonly TileSource[], signal: AbortSignal, onDone: (count: number) => void): Promise<Collected> {
    const limiter = new Limiter(AT_ONCE);
    let done = 0;
    const all = await Promise.all(sources.map((source) => limiter.run(async () => {
        const found = await source.load(signal).then(read, (error: unknown) => ({ title: source.title, problem: error instanceof ApiError ? error.message : "It could not be read. Try again." }));
        done += 1;
        onDone(done);
        return found;
    }, signal)));
    signal.throwIfAborted();
    const files = all.flatMap((each) => ("content" in each ? [each] : []));
    const names = uniqueNames(files.map(({ title }) => title), "Tile");
    return {
        archive: files.length === 0 ? null : zipArchive(files.map(({ content }, place) => ({ name: `${names[place] ?? "Tile"}.csv`, content })), new Date()),
        count: files.length,
        missing: all.flatMap((each) => ("problem" in each ? [each] : [])),
    };
}

async function read({ title, content }: TileFile): Promise<{ readonly title: string; readonly content: Uint8Array }> {
    return { title, content: new Uint8Array(await content.arrayBuffer()) };
}
