import type { Tile } from "../../api/content";
import { Markdown } from "../../components/Markdown";
import { Notice } from "../../components/Notice";

/** Words between the charts; also what stands for a tile of a kind that is not shown here. */
export function TextTile({ tile }: { tile: Tile }): JSX.Element {
    if (tile.kind === "unsupported") {
        return <section className="tile" aria-label={tile.title}><Notice title={tile.title || "A tile"}>Tiles of this kind are not shown here.</Notice></section>;
    }
    return (
        <section className="text-tile" aria-label={tile.title || "Text"}>
            {tile.title !== "" && <h2>{tile.title}</h2>}
            {tile.subtitle !== "" && <p className="muted">{tile.subtitle}</p>}
            {tile.body !== "" && <Markdown text={tile.body} />}
        </section>
    );
}
