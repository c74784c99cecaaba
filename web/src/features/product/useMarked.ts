import { useMemo } from "react";
import { useSession } from "../../api/SessionContext";
import { happenedSentence, happeningsOn, withHappenings } from "../../charts/happenings";
import type { Happening } from "../../charts/happenings";
import { useHappenings } from "../../charts/useHappenings";
import type { ProductPicture } from "./answers/view";

interface Marked {
    readonly picture: ProductPicture | null;
    /** The marks in a sentence; "" for none. */
    readonly said: string;
    readonly happenings: readonly Happening[];
}

/** A picture with what happened in its time. */
export function useMarked(picture: ProductPicture | null, wanted: boolean): Marked {
    const { project: { timezone } } = useSession();
    const chart = picture?.is === "chart" && picture.chart.isTime ? picture.chart : null;
    const happenings = useHappenings(wanted && chart !== null, timezone);
    return useMemo(() => {
        if (picture?.is !== "chart" || chart === null) return { picture, said: "", happenings: [] };
        const marked = withHappenings(chart, happenings);
        return { picture: { ...picture, chart: marked }, said: happenedSentence(marked), happenings: happeningsOn(chart, happenings) };
    }, [picture, chart, happenings]);
}
