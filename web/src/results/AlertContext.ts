import { createContext } from "react";
import type { AppliedFilter } from "../api/alerts";

/** The tile that an alert is to be about, and the filters under which it is seen now. */
export interface AlertSubject {
    readonly elementID: string;
    readonly title: string;
    readonly filters: readonly AppliedFilter[];
}

/** Opens the form for an alert on a tile; null for readers who may neither make nor follow any. */
export const AlertContext = createContext<((subject: AlertSubject) => void) | null>(null);
