import { useMemo } from "react";
import { ANNOTATIONS, fetchAnnotations } from "../api/annotations";
import { useResource } from "../api/useResource";
import { happeningsOf } from "./happenings";
import type { Happening } from "./happenings";

const NONE: readonly Happening[] = [];

/** What happened, on the calendar of a zone; nothing until it is known, and where nobody wants it. All charts of a page share one request. */
export function useHappenings(wanted: boolean, timezone: string): readonly Happening[] {
    const { value } = useResource(wanted ? ANNOTATIONS : undefined, fetchAnnotations, { freshFor: 300_000 });
    return useMemo(() => (value === undefined ? NONE : happeningsOf(value.all, timezone)), [value, timezone]);
}
