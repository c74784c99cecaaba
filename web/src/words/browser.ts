/** Those that name others before themselves come first. */
const BROWSERS: ReadonlyArray<readonly [RegExp, string]> = [[/\bEdg[A-Za-z]*\//, "Edge"], [/\bOPR\//, "Opera"], [/\b(?:Firefox|FxiOS)\//, "Firefox"], [/Chrom(?:e|ium)|CriOS/, "Chrome"], [/\bSafari\//, "Safari"]];
const SYSTEMS: ReadonlyArray<readonly [RegExp, string]> = [[/iPhone|iPad/, "iOS"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS X|Macintosh/, "macOS"], [/CrOS/, "ChromeOS"], [/Linux|X11/, "Linux"]];

/** "Firefox on Windows", from what a browser says of itself; what says nothing of the kind as it is, cut off. */
export function browserInWords(agent: string): string {
    const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
    const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
    if (browser === undefined) return agent === "" ? "A browser" : agent.slice(0, 60);
    return system === undefined ? browser : `${browser} on ${system}`;
}
