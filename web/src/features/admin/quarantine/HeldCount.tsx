import { fetchQuarantineSummary } from "../../../api/quarantine";
import { useResource } from "../../../api/useResource";
import type { QuarantineSummary } from "../../../api/quarantine";
import type { Resource } from "../../../api/useResource";
import { short } from "../../../words/numbers";

export const useQuarantineSummary = (): Resource<QuarantineSummary> => useResource("quarantine summary", fetchQuarantineSummary, { freshFor: 15_000 });

/** How much waits in the quarantine, behind its name in the menu; nothing for nothing. */
export function HeldCount(): JSX.Element | null {
    const held = useQuarantineSummary().value?.held ?? 0;
    return held === 0 ? null : <span className="held-count" aria-label={`${held.toLocaleString("en-US")} held`}>{short(held)}</span>;
}
