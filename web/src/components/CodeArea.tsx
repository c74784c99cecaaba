import { useRef } from "react";
import type { KeyboardEvent, RefObject, TextareaHTMLAttributes } from "react";

/** A piece of a text with the colour that it is painted in: `code-KIND`; "" is plain. All pieces together are the text. */
export interface CodePiece {
    readonly kind: string;
    readonly text: string;
    readonly at: number;
}

/** Something that is wrong with a line. */
export interface LineMark {
    /** From 1. */
    readonly line: number;
    readonly tone: "bad" | "warn";
    readonly words: string;
}

interface Props {
    readonly area: RefObject<HTMLTextAreaElement>;
    readonly label: string;
    readonly value: string;
    readonly pieces: readonly CodePiece[];
    readonly marks?: readonly LineMark[];
    readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
    readonly onScroll?: (scroll: { readonly top: number; readonly left: number }) => void;
    /** What else the text field is given. */
    readonly field: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

/** The height of a line, as the style sheet has it. */
export const CODE_LINE = 20;

/**
 * Where code is written: a plain text field, with its colours painted behind it, so that everything a browser and a screen reader
 * do with text fields works. Tab leaves it, as it leaves any field.
 */
export function CodeArea({ area, label, value, pieces, marks = [], onKeyDown, onScroll, field }: Props): JSX.Element {
    const paint = useRef<HTMLPreElement>(null);
    const gutter = useRef<HTMLPreElement>(null);
    const lines = value.split("\n").length;
    const tones = new Map<number, LineMark>();
    for (const mark of marks) if (tones.get(mark.line)?.tone !== "bad") tones.set(mark.line, mark);

    function scrolled(): void {
        const [top, left] = [area.current?.scrollTop ?? 0, area.current?.scrollLeft ?? 0];
        if (paint.current !== null) [paint.current.scrollTop, paint.current.scrollLeft] = [top, left];
        if (gutter.current !== null) gutter.current.scrollTop = top;
        onScroll?.({ top, left });
    }

    return (
        <>
            <pre className="code-gutter" ref={gutter} aria-hidden="true">
                {tones.size === 0
                    ? Array.from({ length: lines }, (_, index) => `${index + 1}\n`).join("")
                    : Array.from({ length: lines }, (_, index) => {
                        const mark = tones.get(index + 1);
                        return mark === undefined ? `${index + 1}\n` : <span key={index} className={`code-mark ${mark.tone}`} title={mark.words}>{`${index + 1}\n`}</span>;
                    })}
            </pre>
            <pre className="code-paint" ref={paint} aria-hidden="true">
                {pieces.map(({ kind, text, at }) => (kind === "" ? text : <span key={at} className={`code-${kind}`}>{text}</span>))}{"\n "}
            </pre>
            <textarea
                spellCheck={false} autoComplete="off" autoCapitalize="off" wrap="off" {...field}
                ref={area} aria-label={label} value={value} onKeyDown={onKeyDown} onScroll={scrolled}
            />
        </>
    );
}
