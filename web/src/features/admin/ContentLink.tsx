import { Icon } from "../../components/Icon";
import { dashboardAddress, folderAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";

interface Props {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly folderID?: string;
    readonly folderName?: string;
}

/** A Look or dashboard by its title, and the folder that it lies in. */
export function ContentLink({ kind, id, title, folderID = "", folderName = "" }: Props): JSX.Element {
    return (
        <span className="content-link">
            <Icon name={kind === "look" ? "column" : "dashboard"} />
            <span>
                <Link href={kind === "look" ? lookAddress(id) : dashboardAddress(id)}>{title}</Link><span className="aside">{kind === "look" ? ", Look" : ", dashboard"}</span>
                {folderName !== "" && <span className="muted"> in {folderID === "" ? folderName : <Link href={folderAddress(folderID)}>{folderName}</Link>}</span>}
            </span>
        </span>
    );
}
