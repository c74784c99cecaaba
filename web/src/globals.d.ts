/** The address of the chart library, with its content hash; put in by scripts/build-web. */
declare const CHART_LIBRARY: string;

declare module "*.css";
/** Where the map of the world is; set by scripts/build-web. */
declare const WORLD_MAP: string;
