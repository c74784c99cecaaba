import { useContext } from "react";
import { Notice } from "../../components/Notice";
import type { ChartTileProps } from "../../results/chartTile";
import { ChartTileContext } from "./ChartTileContext";

/** A tile with a saved chart of product analytics, drawn by whoever knows such charts. */
export function ChartPlace(props: ChartTileProps): JSX.Element {
    const Drawn = useContext(ChartTileContext);
    return Drawn === null ? <Notice title="Charts are not shown here." /> : <Drawn {...props} />;
}
