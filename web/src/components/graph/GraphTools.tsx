import { useShortcuts } from "../../navigation/useShortcuts";
import { Button } from "../Button";
import { LIMITS } from "./zoom";
import type { GraphZoom } from "./useGraphZoom";

/** Smaller, larger, all of it; with their keys. */
export function GraphTools({ graph: { zoom, scale, change, choose } }: { graph: GraphZoom }): JSX.Element {
    const [larger, smaller, all] = [() => change("in"), () => change("out"), () => choose(zoom === "fit" ? 1 : "fit")];
    useShortcuts({ "+": larger, "=": larger, "-": smaller, 0: all });
    return (
        <div className="graph-tools" role="group" aria-label="Size of the graph">
            <Button icon="minus" iconOnly disabled={scale <= LIMITS.least} onClick={smaller}>Smaller (-)</Button>
            <span className="tabular" role="status">{Math.round(scale * 100)}%</span>
            <Button icon="plus" iconOnly disabled={scale >= LIMITS.most} onClick={larger}>Larger (+)</Button>
            <Button aria-pressed={zoom === "fit"} title="Show all of it, or its own size again (0)" onClick={all}>Fit</Button>
        </div>
    );
}
