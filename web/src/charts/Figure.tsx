import { SafeHTML } from "../components/SafeHTML";
import { cssColour } from "./colours";
import type { SingleValue } from "./description";
import { Sparkline } from "./Sparkline";

/** One big figure with its comparison beside it. A title that the heading of its tile has said already is not said twice; its place stays, so that figures in a row keep their height. */
export function Figure({ value, heading }: { value: SingleValue; heading: string }): JSX.Element {
    const { comparison } = value;
    const said = value.title.toLowerCase() === heading.toLowerCase();
    return (
        <div className="figure">
            <p className="figure-value tabular" {...(value.colour === null ? {} : { style: { color: cssColour(value.colour) } })}>
                {value.html !== null ? <SafeHTML html={value.html} /> : value.isNull ? <span className="muted" title="no value">∅</span> : value.text}
            </p>
            {value.title !== "" && (said ? comparison === null && <p className="figure-title" aria-hidden="true">{"\u00a0"}</p> : <p className="figure-title">{value.title}</p>)}
            {comparison !== null && comparison.style === "progress" && comparison.fraction !== null && (
                <div className="figure-progress" aria-hidden="true">
                    <span style={{ width: `${Math.max(0, Math.min(1, comparison.fraction)) * 100}%` }} />
                </div>
            )}
            {value.sparkline !== null && <Sparkline points={value.sparkline} />}
            {comparison !== null && (
                <p className="figure-comparison tabular">
                    {comparison.style === "change" && (
                        <span className={comparison.welcome === null ? "muted" : comparison.welcome ? "good" : "bad"}>
                            {comparison.direction === "up" ? "▲ up " : comparison.direction === "down" ? "▼ down " : "unchanged"}
                            {comparison.direction !== "same" && comparison.text.replace(/^[-−+]/, "")}
                        </span>
                    )}
                    {comparison.style !== "change" && <span>{comparison.text === "" ? "∅" : comparison.text}</span>}
                    {comparison.label !== "" && <span className="muted"> {comparison.label}</span>}
                </p>
            )}
        </div>
    );
}
