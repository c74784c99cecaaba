import { useState } from "react";
import { useSession } from "../../api/SessionContext";
import { fetchStatements } from "../../api/statements";
import type { SavedStatement } from "../../api/statements";
import { useResource } from "../../api/useResource";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { ago } from "../../words/ago";
import { DeviceOffer } from "./DeviceOffer";
import { StatementStar } from "./StatementStar";

const WHICH = [["all", "All"], ["mine", "Mine"], ["others", "Of others"], ["favorites", "Favourites"]] as const;
type Which = (typeof WHICH)[number][0];

/** As many are drawn; the others are found by their words. */
const MOST = 200;

/** The statements that are saved on the server, as far as the reader sees their folders. */
export function SavedList({ connection, onOpen }: { connection: string; onOpen?: () => void }): JSX.Element {
    const session = useSession();
    const all = useResource("statements", fetchStatements, { freshFor: 10_000 });
    const [which, setWhich] = useState<Which>("all");
    const [term, setTerm] = useState("");
    const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = (all.value ?? []).filter((each) => belongs(each, which, session.user.id) && words.every((word) => `${each.title} ${each.description} ${each.folderName} ${each.userName}`.toLowerCase().includes(word)));
    return (
        <div className="sql-saved">
            <DeviceOffer connection={connection} />
            {all.value === undefined
                ? all.error !== null ? <Problem error={all.error} what="saved statements" onRetry={all.reload} /> : <div role="status" aria-busy="true" aria-label="The saved statements are loading"><Skeleton shape="lines" /></div>
                : all.value.length === 0 ? <Notice title="No statement is saved yet.">“Save” gives one a name and a folder; whoever may run SQL and sees the folder finds it here.</Notice> : (
                    <>
                        <div className="sql-saved-tools">
                            <input className="input" type="search" aria-label="Search saved statements" placeholder="Search" value={term} autoComplete="off" onChange={(event) => setTerm(event.target.value)} />
                            <select className="input" aria-label="Which" value={which} onChange={(event) => setWhich(WHICH.find(([id]) => id === event.target.value)?.[0] ?? "all")}>
                                {WHICH.map(([id, label]) => <option key={id} value={id}>{label}</option>)}
                            </select>
                        </div>
                        <ul className="content-list sql-shelf" aria-label="Saved statements">
                            {found.slice(0, MOST).map((each) => (
                                <li key={each.id}>
                                    <div className="sql-shelf-words">
                                        <Link href={each.href} {...(onOpen === undefined ? {} : { onClick: onOpen })}>{each.title}</Link>
                                        {each.description !== "" && <p>{each.description}</p>}
                                        <p className="muted"><Link href={folderAddress(each.folderID)}>{each.folderName}</Link>{each.userName === "" ? "" : `, by ${each.userName}`}, saved {ago(each.updatedAt, Date.now())}</p>
                                    </div>
                                    <StatementStar statement={each} compact />
                                </li>
                            ))}
                        </ul>
                        {found.length > MOST && <p className="values-none">{found.length - MOST} more. Type some letters.</p>}
                        {found.length === 0 && <p className="values-none" role="status">{term.trim() !== "" ? "Nothing has these words." : which === "favorites" ? "No statement has your star." : "There is none."}</p>}
                    </>
                )}
        </div>
    );
}

function belongs(statement: SavedStatement, which: Which, userID: string): boolean {
    switch (which) {
        case "all": return true;
        case "mine": return statement.userID === userID;
        case "others": return statement.userID !== userID;
        case "favorites": return statement.favorite;
    }
}
