import type { Tile } from "../../api/content";
import { Markdown } from "../../components/Markdown";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";

interface Props {
    readonly tile: Tile;
    /** Whether a frame with the title stands around it already. */
    readonly bare?: boolean;
}

/** A tile without data of its own: words, a button; or what stands for a kind that is not shown here. */
export function StillTile({ tile, bare = false }: Props): JSX.Element {
    const title = tile.title;
    switch (tile.kind) {
        case "text": return <TextTile tile={tile} bare={bare} />;
        case "button":
            return (
                <section className="button-tile" aria-label={tile.button?.label || title || "Button"}>
                    {tile.button === null || tile.button.href === ""
                        ? <p className="muted">{tile.button?.label || "A button"} leads nowhere yet.</p>
                        : tile.button.newTab || !tile.button.href.startsWith("/")
                        ? <a className="button primary" href={tile.button.href} {...(tile.button.newTab ? { target: "_blank", rel: "noopener noreferrer" } : {})}><span>{tile.button.label}</span></a>
                        : <Link className="button primary" href={tile.button.href}><span>{tile.button.label}</span></Link>}
                </section>
            );
        case "merged":
            return <section className={bare ? "" : "tile"} aria-label={title || "A tile"}><Notice title={title || "Merged results"}>The results of several queries, which are shown where the dashboard is read.</Notice></section>;
        case "unsupported": case "query": case "chart":
            if (tile.lookID !== "") return <section className={bare ? "" : "tile"} aria-label={title || "A tile"}><Notice title={title || "A tile"}>Its Look is in the trash or gone, or you may not see it.</Notice></section>;
            return <section className={bare ? "" : "tile"} aria-label={title || "A tile"}><Notice title={title || "A tile"}>Tiles of this kind are not shown here.</Notice></section>;
    }
}

function TextTile({ tile, bare }: { tile: Tile; bare: boolean }): JSX.Element {
    return (
        <section className="text-tile" aria-label={tile.title || "Text"}>
            {!bare && tile.title !== "" && <h2>{tile.title}</h2>}
            {tile.subtitle !== "" && <p className="muted">{tile.subtitle}</p>}
            {tile.body !== "" && <Markdown text={tile.body} />}
        </section>
    );
}
