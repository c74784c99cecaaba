/** The part of Apache ECharts that we use, with the types that we rely on. It is fetched when the first chart needs it. */
export type EngineOption = Readonly<Record<string, unknown>>;

export interface Drawing {
    setOption(option: EngineOption, how?: { notMerge?: boolean }): void;
    resize(size?: { width?: number; height?: number }): void;
    dispatchAction(action: Readonly<Record<string, unknown>>): void;
    on(event: string, handler: (what: unknown) => void): void;
    /** The surface that the chart is drawn on; tells of presses beside its marks, too. */
    getZr(): { on(event: string, handler: (what: { readonly offsetX: number; readonly offsetY: number }) => void): void };
    convertFromPixel(finder: Readonly<Record<string, number>>, place: readonly [number, number]): unknown;
    /** The picture as a `data:` address. */
    getDataURL(how: { readonly pixelRatio?: number; readonly backgroundColor?: string }): string;
    dispose(): void;
}

/** What the library offers to those who draw the items of a series themselves. */
export interface ItemPlace {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
    size?(extent: readonly number[]): number[];
}

interface Engine {
    registerMap(name: string, geometry: { readonly geoJSON: unknown }): void;
    init(element: HTMLElement, theme: null, options: { renderer: "svg" | "canvas"; width?: number; height?: number }): Drawing;
}

declare global {
    interface Window {
        echarts?: Engine;
    }
}

let loading: Promise<Engine> | null = null;

let world: Promise<void> | null = null;

/** Makes the map of the world known to the library; loaded once. After a failure the next call tries again. */
export function worldMap(): Promise<void> {
    world ??= Promise.all([chartEngine(), fetch(WORLD_MAP).then((answer) => (answer.ok ? answer.json() as Promise<unknown> : Promise.reject(new Error("no map"))))])
        .then(([engine, geometry]) => engine.registerMap("world", { geoJSON: geometry }))
        .catch((error: unknown) => {
            world = null;
            throw error;
        });
    return world;
}

/** The library; loaded once. After a failure the next call tries again. */
export function chartEngine(): Promise<Engine> {
    loading ??= load().catch((error: unknown) => {
        loading = null;
        throw error;
    });
    return loading;
}

function load(): Promise<Engine> {
    if (window.echarts !== undefined) return Promise.resolve(window.echarts);
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = CHART_LIBRARY;
        script.async = true;
        script.onload = () => (window.echarts === undefined ? reject(new Error("no chart library")) : resolve(window.echarts));
        script.onerror = () => {
            script.remove();
            reject(new Error("the chart library could not be loaded"));
        };
        document.head.append(script);
    });
}
