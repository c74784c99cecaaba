import { fetchManyGrants } from "../../api/folderAccess";
import { fetchFolderInfos } from "../../api/folders";
import { useResource } from "../../api/useResource";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";

/** So many folders are looked at; each has a list of its own to ask for. */
const MOST = 400;

/** The folders on whose own lists a group stands. For administrators: others don't see all lists. */
export function GroupFolders({ groupID }: { groupID: string }): JSX.Element | null {
    return useMayAdminister() ? <Folders groupID={groupID} /> : null;
}

function Folders({ groupID }: { groupID: string }): JSX.Element {
    const folders = useResource("folder infos", fetchFolderInfos, { freshFor: 10_000 });
    const asked = (folders.value ?? []).filter((folder) => !folder.personal && folder.metadataID !== "").slice(0, MOST).map((folder) => folder.metadataID);
    const grants = useResource(folders.value === undefined ? undefined : `admin grants ${asked.join()}`, (signal) => fetchManyGrants(asked, signal), { freshFor: 10_000 });
    return (
        <Section title="Folders">
            <Loaded what="list of folders" of={[folders, grants] as const}>
                {(all, lists) => {
                    const found = all.flatMap((folder) => (lists.get(folder.metadataID) ?? []).filter((grant) => grant.groupID === groupID).map((grant) => ({ folder, level: grant.level })));
                    if (found.length === 0) return <p className="muted">The group stands on no folder&apos;s list. Open a folder and choose Access to add it.</p>;
                    return (
                        <ul className="plain-list framed">
                            {found.map(({ folder, level }) => <li key={folder.id}><Link href={folderAddress(folder.id)}>{folder.name}</Link><span className="muted">{level === "edit" ? "may change" : "may see"}, also below it</span></li>)}
                        </ul>
                    );
                }}
            </Loaded>
        </Section>
    );
}
