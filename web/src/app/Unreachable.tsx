import { useEffect, useState } from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";

/** Thrown where the code of a page did not come. */
export class CodeMissing extends Error {}

const KEY = "soundings-loaded-anew";
/** How often it is asked whether the server is back, in milliseconds. */
const PAUSE = 5000;
/** For how long a page that was loaded anew is not loaded anew once more, in milliseconds. */
const REST = 60_000;

/**
 * Stands where the code of a page did not come: the server is away, or it has become a newer one, whose code has other names.
 * As soon as it answers, the page is loaded anew; once, so that code which never comes makes no endless circle.
 */
export function Unreachable(): JSX.Element {
    const [answers, setAnswers] = useState(false);
    const [asked, setAsked] = useState(0);
    useEffect(() => {
        let gone = false;
        fetch("/", { cache: "no-store" }).then(() => {
            if (gone) return;
            if (loadedLately()) setAnswers(true);
            else loadAnew();
        }, () => undefined);
        const timer = setTimeout(() => setAsked(asked + 1), PAUSE);
        return () => {
            gone = true;
            clearTimeout(timer);
        };
    }, [asked]);
    return (
        <>
            <h1 className="aside">Not loaded</h1>
            {answers ? (
                <Notice tone="bad" title="A part of this page did not come." actions={<Button onClick={() => window.location.reload()}>Load it again</Button>}>
                    The server answers, and yet does not give the page's code. If it happens again, tell whoever runs Soundings which page it was.
                </Notice>
            ) : (
                <Notice tone="warn" title="The server can't be reached." actions={<Button onClick={() => setAsked(asked + 1)}>Try again</Button>}>
                    This page comes by itself as soon as the server answers. What is saved is not touched.
                </Notice>
            )}
        </>
    );
}

function loadAnew(): void {
    try {
        window.sessionStorage.setItem(KEY, String(Date.now()));
    } catch {
        // Nothing remembers it then; readers see what is wrong and load it themselves.
        return;
    }
    window.location.reload();
}

function loadedLately(): boolean {
    try {
        return Date.now() - Number(window.sessionStorage.getItem(KEY) ?? "0") < REST;
    } catch {
        return true;
    }
}
