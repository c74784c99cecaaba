import type { Palette } from "../theme/palette";
import type { ColourScale } from "./description";
import { scaleColour, STEPS } from "./scale";

/** From which number to which the colours go. */
export function ScaleLegend({ scale, palette }: { scale: ColourScale; palette: Palette }): JSX.Element {
    const steps = Array.from({ length: scale.diverging ? 2 * STEPS + 1 : STEPS }, (_, index) => (scale.diverging ? (index - STEPS) / STEPS : (index + 1) / STEPS));
    return (
        <p className="scale-legend tabular">
            <span>{scale.lowText}</span>
            <span className="scale-steps" aria-hidden="true">{steps.map((share) => <span key={share} style={{ background: scaleColour(share, palette) }} />)}</span>
            <span className="aside"> to </span>
            <span>{scale.highText}</span>
        </p>
    );
}
