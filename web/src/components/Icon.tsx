/** Line drawings on a 16 px grid. They only ever stand beside words or inside a control that has a label. */
const SHAPES = {
    home: "M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5M6.75 13V9.5h2.5V13",
    explore: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM10.8 5.2 9.2 9.2l-4 1.6 1.6-4Z",
    folder: "M2 4.5C2 4 2.4 3.5 3 3.5h3.2l1.4 1.7H13c.6 0 1 .4 1 1V12c0 .6-.4 1-1 1H3c-.6 0-1-.4-1-1Z",
    dashboard: "M2.5 2.5h4.8v6.3H2.500ZM9.200 2.500h4.300v3.600H9.200ZM2.500 10.700h4.800v2.800H2.500ZM9.200 8h4.300v5.500H9.200Z",
    column: "M3 13.500V8M6.300 13.500V4.500M9.700 13.500V7M13 13.500V2.500",
    bar: "M2.500 3H8M2.500 6.300h9M2.500 9.700H7M2.500 13h11",
    line: "M2 12 5.500 7.500 8.500 9.500 14 3",
    area: "M2 11 5.500 6.500 8.500 8.500 14 4V13.500H2Z",
    pie: "M8 2a6 6 0 1 0 6 6H8ZM10 1.800A6 6 0 0 1 14.200 6H10Z",
    scatter: "M4 11.500h.01M6.500 7.500h.01M9 9.500h.01M11 4.500h.01M12.500 7h.01M2 2v12h12",
    number: "M3 5.500 5 4v8M8 5.500C8 3.500 12.500 3.300 12.500 6c0 2-4.500 3.500-4.500 6h4.800",
    table: "M2.500 3h11v10h-11ZM2.500 6.300h11M2.500 9.700h11M6.500 3v10",
    text: "M3 4h10M3 7h10M3 10h6",
    search: "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM10.300 10.300 14 14",
    sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.700M8 13.300V15M1 8h1.700M13.300 8H15M3 3l1.200 1.200M11.800 11.800 13 13M3 13l1.200-1.200M11.800 4.200 13 3",
    moon: "M13.500 9.500A5.800 5.800 0 0 1 6.500 2.500a5.800 5.800 0 1 0 7 7Z",
    screen: "M2 3h12v8H2ZM6 13.500h4M8 11v2.500",
    person: "M8 2.500a2.700 2.700 0 1 0 0 5.400 2.700 2.700 0 0 0 0-5.400ZM2.800 14c.4-3 2.400-4.500 5.200-4.500s4.800 1.500 5.200 4.500",
    close: "M4 4l8 8M12 4l-8 8",
    plus: "M8 3v10M3 8h10",
    down: "M4 6l4 4 4-4",
    right: "M6 4l4 4-4 4",
    more: "M3.500 8h.01M8 8h.01M12.500 8h.01",
    refresh: "M13 8a5 5 0 1 1-1.500-3.600M13 2v3h-3",
    download: "M8 2.500v7.500M5 7.200l3 3 3-3M3 13.500h10",
    check: "M3 8.500 6.500 12 13 4.500",
    menu: "M2.500 4.500h11M2.500 8h11M2.500 11.500h11",
    warning: "M8 2.500 14.500 13.500h-13ZM8 6.500v3.300M8 11.700h.01",
    clock: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4.800V8l2.300 1.500",
    expand: "M9.500 2.500h4v4M6.500 13.500h-4v-4M13.500 2.500 9.500 6.500M2.500 13.500l4-4",
    copy: "M5.500 5.500h8v8h-8ZM10.500 5.500v-3h-8v8h3",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }): JSX.Element {
    const dots = name === "more" || name === "scatter";
    return (
        <svg
            className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor"
            strokeWidth={dots ? 2 : 1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false"
        >
            <path d={SHAPES[name]} />
        </svg>
    );
}
