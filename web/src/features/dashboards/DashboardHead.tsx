import { useState } from "react";
import type { Dashboard } from "../../api/content";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Markdown } from "../../components/Markdown";
import type { MenuItem } from "../../components/Menu";
import { folderAddress, queriesAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { ShareButton } from "../../results/ShareButton";
import { StarButton } from "../../results/StarButton";
import { SavedFacts, SavedNotices } from "../../saved/SavedFacts";
import { SavedMenu } from "../../saved/SavedMenu";
import { duration } from "../../words/ago";
import { TextDialog } from "./TextDialog";

interface Props {
    readonly dashboard: Dashboard;
    readonly onRefresh: () => void;
    readonly onEdit: () => void;
    readonly onTv: () => void;
    /** Takes the rows of all tiles along; null where there are none. */
    readonly onDownload: (() => void) | null;
    readonly onChanged: () => void;
}

/** Where a dashboard lies, what it is called and says of itself, and what can be done with it. */
export function DashboardHead({ dashboard, onRefresh, onEdit, onTv, onDownload, onChanged }: Props): JSX.Element {
    const session = useSession();
    const [problem, setProblem] = useState("");
    const [asText, setAsText] = useState(false);
    const items: MenuItem[] = [
        { label: "TV mode", icon: "screen", onSelect: onTv },
        ...(onDownload !== null && may(session, "download") ? [{ label: "Download data", icon: "download", onSelect: onDownload } as const] : []),
        { label: "Print or save as PDF", icon: "text", onSelect: () => window.print() },
        { label: "As LookML", icon: "code", onSelect: () => setAsText(true) },
        ...(session.permissions.has("see_queries") ? [{ label: "What it costs", icon: "clock", href: queriesAddress("dashboard", dashboard.id) } as const] : []),
    ];

    return (
        <>
            <header className="page-head">
                {dashboard.folderName !== "" && (
                    <nav className="path" aria-label="Folder"><Link href={folderAddress(dashboard.folderID)}>{dashboard.folderName}</Link></nav>
                )}
                <div className="page-title">
                    <h1>{dashboard.title}</h1>
                    <div className="page-actions">
                        <StarButton metadataID={dashboard.metadataID} favoriteID={dashboard.favoriteID} />
                        <ShareButton folderID={dashboard.folderID} onProblem={setProblem} />
                        <Button icon="refresh" onClick={onRefresh}>Refresh</Button>
                        {dashboard.mayChange && dashboard.deletedAt === "" && <Button icon="edit" onClick={onEdit}>Edit</Button>}
                        <SavedMenu kind="dashboard" item={dashboard} items={items} onChanged={onChanged} onProblem={setProblem} />
                    </div>
                </div>
                {dashboard.description !== "" && <div className="page-text"><Markdown text={dashboard.description} /></div>}
                <p className="page-facts"><SavedFacts item={dashboard} />{dashboard.refreshSeconds > 0 && <span>Refreshes every {duration(dashboard.refreshSeconds)}</span>}</p>
            </header>
            {problem !== "" && <p className="partial" role="alert">{problem}</p>}
            {asText && <TextDialog dashboard={dashboard} onClose={() => setAsText(false)} />}
            <SavedNotices kind="dashboard" item={dashboard} onChanged={onChanged} />
        </>
    );
}
