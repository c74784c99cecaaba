import { useEffect, useRef, useState } from "react";
import { tell } from "../../components/tell";
import { saveFile } from "../../results/Downloads";
import { counted } from "../../words/numbers";
import { collect } from "./tileFiles";
import type { Collected, TileSource } from "./tileFiles";

type State =
    | { readonly is: "idle" }
    | { readonly is: "running"; readonly done: number; readonly all: number }
    | { readonly is: "partial"; readonly missing: Collected["missing"]; readonly all: number }
    | { readonly is: "broken" };

/** The data of all tiles of a dashboard as one file: how it is begun, and what is said of it meanwhile and afterwards. */
export function useDataDownload(title: string): { readonly start: (sources: readonly TileSource[]) => void; readonly said: JSX.Element | null } {
    const [state, setState] = useState<State>({ is: "idle" });
    const running = useRef<AbortController | null>(null);
    useEffect(() => () => running.current?.abort(), []);

    async function start(sources: readonly TileSource[]): Promise<void> {
        running.current?.abort();
        const controller = new AbortController();
        running.current = controller;
        const all = sources.length;
        setState({ is: "running", done: 0, all });
        try {
            const { archive, count, missing } = await collect(sources, controller.signal, (done) => {
                if (!controller.signal.aborted) setState({ is: "running", done, all });
            });
            if (archive !== null) {
                saveFile(new Blob([archive], { type: "application/zip" }), title, "zip");
                tell(`The data of ${counted(count, "tile")} is downloaded.`);
            }
            setState(missing.length === 0 ? { is: "idle" } : { is: "partial", missing, all });
        } catch {
            // Whoever has given it up, or begun anew, is told nothing.
            if (!controller.signal.aborted) setState({ is: "broken" });
        }
    }

    function stop(): void {
        running.current?.abort();
        setState({ is: "idle" });
    }

    return { start: (sources) => void start(sources), said: saidOf(state, stop) };
}

function saidOf(state: State, onStop: () => void): JSX.Element | null {
    switch (state.is) {
        case "idle": return null;
        case "running":
            return (
                <p className="collecting" role="status">
                    Collecting the data: {state.done} of {counted(state.all, "tile")}. <button type="button" className="link" onClick={onStop}>Cancel</button>
                </p>
            );
        case "partial":
            return (
                <div className="partial" role="alert">
                    <p>
                        {state.missing.length === state.all ? "No tile could be downloaded." : `${state.missing.length} of ${counted(state.all, "tile")} ${state.missing.length === 1 ? "is" : "are"} not in the download.`}
                        {" "}<button type="button" className="link" onClick={onStop}>Hide this message</button>
                    </p>
                    <ul>{state.missing.map(({ title, problem }, place) => <li key={place}><strong>{title || "A tile"}</strong>: {problem}</li>)}</ul>
                </div>
            );
        case "broken":
            return <p className="partial" role="alert">The files could not be put together. Download the large tiles one by one, in their menus.</p>;
    }
}
