import type { ReactNode } from "react";
import type { Tile } from "../api/content";
import { Markdown } from "../components/Markdown";
import { Menu } from "../components/Menu";
import type { MenuItem } from "../components/Menu";
import { Link } from "../navigation/Link";
import { plainText } from "../words/plainText";
import { TileNote } from "./TileNote";

/** How a tile stands. */
export type TileState = "loading" | "ready" | "failed";

interface Props {
    readonly tile: Tile;
    /** What it is called where it has no title of its own. */
    readonly title?: string;
    /** Where its title leads; "" for nowhere. */
    readonly href: string;
    readonly items: readonly MenuItem[];
    /** Below what it shows. */
    readonly foot: ReactNode;
    readonly children: ReactNode;
}

/** What stands around the data of a tile: title, note, menu, footer. */
export function TileFrame({ tile, title = tile.title, href, items, foot, children }: Props): JSX.Element {
    const note = (place: Tile["notePlace"]) => tile.note !== "" && tile.notePlace === place;
    return (
        <section className="tile" aria-label={title} id={`tile-${tile.id}`}>
            <header className="tile-head">
                {!tile.titleHidden && <h2>{href !== "" ? <Link href={href}>{title}</Link> : title}</h2>}
                {note("hover") && <TileNote note={tile.note} title={title} />}
                <Menu label={`Actions for ${title}`} icon="more" iconOnly look="quiet" items={items} />
            </header>
            {note("above") && <div className="tile-note" title={plainText(tile.note)}><Markdown text={tile.note} /></div>}
            <div className="tile-body">{children}</div>
            <footer className="tile-foot">
                {foot}
                {note("below") && <div className="tile-note" title={plainText(tile.note)}><Markdown text={tile.note} /></div>}
            </footer>
        </section>
    );
}
