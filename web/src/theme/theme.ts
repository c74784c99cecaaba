import { useSyncExternalStore } from "react";

/** What the reader chose; "system" follows the machine. */
export type ThemeChoice = "system" | "light" | "dark";

const KEY = "soundings-theme";
const listeners = new Set<() => void>();
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
let choice = stored();
/** Paper is light, whatever the screen is. */
let printing = false;

systemDark.addEventListener("change", notify);
window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
window.addEventListener("storage", (event) => {
    if (event.key === KEY) apply(stored());
});

/** The choice, and what it comes to now. */
export function useTheme(): { choice: ThemeChoice; theme: "light" | "dark" } {
    const now = useSyncExternalStore(subscribe, () => `${choice} ${resolved()}`);
    const [chosen, theme] = now.split(" ");
    return { choice: chosen as ThemeChoice, theme: theme === "dark" ? "dark" : "light" };
}

export function chooseTheme(wanted: ThemeChoice): void {
    try {
        if (wanted === "system") window.localStorage.removeItem(KEY);
        else window.localStorage.setItem(KEY, wanted);
    } catch {
        // Storage can be switched off; the choice then lasts as long as the page.
    }
    apply(wanted);
}

function apply(wanted: ThemeChoice): void {
    choice = wanted;
    show();
}

function print(now: boolean): void {
    printing = now;
    show();
}

function show(): void {
    const shown = printing ? "light" : choice;
    if (shown === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", shown);
    notify();
}

function resolved(): "light" | "dark" {
    if (printing) return "light";
    return choice === "system" ? (systemDark.matches ? "dark" : "light") : choice;
}

function stored(): ThemeChoice {
    try {
        const text = window.localStorage.getItem(KEY);
        return text === "light" || text === "dark" ? text : "system";
    } catch {
        return "system";
    }
}

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

function notify(): void {
    for (const listener of listeners) listener();
}
