import { Dialog } from "../components/Dialog";

const KEYS: ReadonlyArray<readonly [string, string]> = [
    ["Ctrl K", "Search"], ["g h", "Home"], ["g e", "Explore"], ["g p", "Product analytics"], ["g c", "Catalogue"], ["g s", "SQL"], ["g d", "Develop"], ["g f", "Folders"], ["g b", "Boards"], ["g a", "Administration"], ["f", "Filters"], ["t", "The first table; arrow keys walk its cells"], ["r", "Refresh"], ["e", "Edit the dashboard, Look, board or SQL"], ["/", "Search in the list of fields or tables"], ["Ctrl Enter", "Run the query of an explore, or SQL"],
    ["+ - 0", "Draw a graph larger, smaller, or all of it"], ["Space", "Only what belongs to a table of the pipelines’ graph"], ["← →", "Read the points of a chart that has the focus"], ["↓", "The menu of a column whose head has the focus"], ["Shift Enter", "Sort by that column after the others"], ["Esc", "Close"], ["?", "This list"],
];

export function KeysHelp({ onClose }: { onClose: () => void }): JSX.Element {
    return (
        <Dialog title="Keyboard shortcuts" onClose={onClose}>
            <dl className="keys">
                {KEYS.map(([key, words]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div>)}
            </dl>
        </Dialog>
    );
}
