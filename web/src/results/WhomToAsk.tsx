import { useContext } from "react";
import { SessionContext } from "../api/SessionContext";

/** Who helps somebody who may not go on, as the settings say it, else a sentence that is always right. */
export function WhomToAsk({ otherwise }: { otherwise: string }): JSX.Element {
    const contact = useContext(SessionContext)?.contact ?? "";
    return <>{contact === "" ? otherwise : contact}</>;
}
