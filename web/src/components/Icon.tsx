/** Line drawings on a 16 px grid. They only ever stand beside words or inside a control that has a label. */
const SHAPES = {
    home: "M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5M6.75 13V9.5h2.5V13",
    explore: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM10.8 5.2 9.2 9.2l-4 1.6 1.6-4Z",
    folder: "M2 4.5C2 4 2.4 3.5 3 3.5h3.2l1.4 1.7H13c.6 0 1 .4 1 1V12c0 .6-.4 1-1 1H3c-.6 0-1-.4-1-1Z",
    board: "M2.5 2.5h11v11h-11ZM5 5h2.5v3.5H5ZM10 5h1.5M10 7.5h1.5M5 11h6.5",
    dashboard: "M2.5 2.5h4.8v6.3H2.5ZM9.2 2.5h4.3v3.6H9.2ZM2.5 10.7h4.8v2.8H2.5ZM9.2 8h4.3v5.5H9.2Z",
    column: "M3 13.5V8M6.3 13.5V4.5M9.7 13.5V7M13 13.5V2.5",
    bar: "M2.5 3H8M2.5 6.3h9M2.5 9.7H7M2.5 13h11",
    line: "M2 12 5.5 7.5 8.5 9.5 14 3",
    area: "M2 11 5.5 6.5 8.5 8.5 14 4V13.5H2Z",
    pie: "M8 2a6 6 0 1 0 6 6H8ZM10 1.8A6 6 0 0 1 14.2 6H10Z",
    scatter: "M4 11.5h.01M6.5 7.5h.01M9 9.5h.01M11 4.5h.01M12.5 7h.01M2 2v12h12",
    number: "M3 5.5 5 4v8M8 5.5C8 3.5 12.5 3.3 12.5 6c0 2-4.5 3.5-4.5 6h4.8",
    pipeline: "M2.5 3h4v3.5h-4ZM9.5 9.5h4V13h-4ZM2.5 9.5h4V13h-4ZM4.5 6.5v3M6.5 11.25h3",
    flow: "M2 3.5h3v3H2ZM11 2h3v3h-3ZM11 10.5h3v3h-3ZM5 5c3 0 3-1.5 6-1.5M5 5.5c3 0 3 6.5 6 6.5",
    heat: "M2.5 2.5h11v11h-11ZM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v7.3",
    stacked: "M3 13.5v-4M3 9.5V6M6.3 13.5V9M6.3 9V3M9.7 13.5V10M9.7 10V7.5M13 13.5V8M13 8V4.5",
    people: "M6 3a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 6 3ZM1.5 13c.3-2.6 2-3.9 4.5-3.9s4.2 1.3 4.5 3.9M10.5 3.4a2.2 2.2 0 0 1 0 3.9M12 9.4c1.5.5 2.3 1.7 2.5 3.6",
    bolt: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8Z",
    link: "M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5 7.5 13a2.8 2.8 0 0 1-4-4L5 7.5",
    star: "M8 2l1.8 3.8 4.2.5-3.1 2.8.9 4.1L8 11.2l-3.8 2 .9-4.1L2 6.3l4.2-.5Z",
    up: "M4 10l4-4 4 4",
    shield: "M8 1.8 13 3.6V8c0 3-2.2 5.2-5 6.2C5.2 13.2 3 11 3 8V3.6Z",
    play: "M5 3.5v9l7.5-4.5Z",
    info: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 7.4v3.6M8 5.1h.01",
    table: "M2.5 3h11v10h-11ZM2.5 6.3h11M2.5 9.7h11M6.5 3v10",
    pivot: "M2.5 2.5h11V6h-11ZM2.5 6v7.5H6V6M8.5 12h4V8.5M11 10l1.5-1.5L14 10",
    text: "M3 4h10M3 7h10M3 10h6",
    code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
    search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14",
    sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.7M8 13.3V15M1 8h1.7M13.3 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3",
    moon: "M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7Z",
    screen: "M2 3h12v8H2ZM6 13.5h4M8 11v2.5",
    person: "M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM2.8 14c.4-3 2.4-4.5 5.2-4.5s4.8 1.5 5.2 4.5",
    close: "M4 4l8 8M12 4l-8 8",
    plus: "M8 3v10M3 8h10",
    minus: "M3 8h10",
    down: "M4 6l4 4 4-4",
    right: "M6 4l4 4-4 4",
    more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
    refresh: "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
    download: "M8 2.5v7.5M5 7.2l3 3 3-3M3 13.5h10",
    check: "M3 8.5 6.5 12 13 4.5",
    menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
    warning: "M8 2.5 14.5 13.5h-13ZM8 6.5v3.3M8 11.7h.01",
    bell: "M8 2.2a4 4 0 0 0-4 4v2.6L2.8 11.5h10.4L12 8.8V6.2a4 4 0 0 0-4-4ZM6.6 13.6a1.5 1.5 0 0 0 2.8 0",
    clock: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4.8V8l2.3 1.5",
    expand: "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9.5 6.5M2.5 13.5l4-4",
    filter: "M2.5 3.5h11L9.5 8.5v4l-3 1.5v-5.5Z",
    move: "M8 1.8v12.4M1.8 8h12.4M6.2 3.6 8 1.8l1.8 1.8M6.2 12.4 8 14.2l1.8-1.8M3.6 6.2 1.8 8l1.8 1.8M12.4 6.2 14.2 8l-1.8 1.8",
    edit: "M3 13l.7-3L10.8 3l2.2 2.2L6 12.3ZM9.5 4.3l2.2 2.2",
    trash: "M3 4.5h10M6.3 4.5V3h3.4v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.8 7v3.8M9.2 7v3.8",
    enter: "M8.5 2.5H13v11H8.5M2.5 8h6.7M6.5 5.2 9.3 8l-2.8 2.8",
    leave: "M7.5 2.5H3v11h4.5M6.8 8h6.7M10.7 5.2 13.5 8l-2.8 2.8",
    undo: "M5.5 3 2.5 6l3 3M2.5 6h6.7a3.6 3.6 0 0 1 0 7.2H6",
    redo: "M10.5 3l3 3-3 3M13.5 6H6.8a3.6 3.6 0 0 0 0 7.2H10",
    copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
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
