/** Longer names are cut: file systems take 255 bytes, and people read no more of it. */
const LONGEST = 100;

/** A title as a file's name that file systems take, without its extension. */
export function safeName(title: string, otherwise = "soundings"): string {
    return [...title.replace(/[\\/:*?"<>|\s\u0000-\u001f\u007f]+/g, " ").trim()].slice(0, LONGEST).join("").trim() || otherwise;
}

/** Names for files of one folder. Those that are taken, in whatever case, get a number: some systems tell "Sales" and "sales" apart, some don't. */
export function uniqueNames(titles: readonly string[], otherwise: string): string[] {
    const taken = new Set<string>();
    return titles.map((title) => {
        const name = safeName(title, otherwise);
        let free = name;
        for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
        taken.add(free.toLowerCase());
        return free;
    });
}
