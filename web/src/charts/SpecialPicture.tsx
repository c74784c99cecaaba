import { useCallback, useContext, useMemo } from "react";
import { Colours } from "./ColoursContext";
import type { Drawn } from "./drawn";
import { DescribedPicture } from "./Picture";
import type { PictureProps } from "./Picture";
import { describeSpecial, isTold, specialOption } from "./special";
import type { SpecialType } from "./specialTypes";

/** A picture of one of the types that are asked for seldom. */
export function SpecialPicture({ type, ...props }: PictureProps & { readonly type: SpecialType }): JSX.Element {
    const { result, vis } = props;
    const colours = useContext(Colours);
    const chart = useMemo(() => describeSpecial(type, result, vis, colours), [type, result, vis, colours]);
    const draw = useCallback((drawn: Drawn) => (isTold(chart) ? specialOption(chart, drawn) : {}), [chart]);
    return <DescribedPicture {...props} chart={chart} draw={draw} />;
}
