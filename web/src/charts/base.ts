import type { Palette } from "../theme/palette";
import { FONT } from "./drawn";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";

/** What all kinds of charts have in common. */
export function common({ palette, animated, patterned = false }: Drawn): EngineOption {
    return {
        ...(patterned ? { aria: { enabled: true, label: { enabled: false }, decal: { show: true } } } : {}),
        animation: animated,
        animationDuration: 150,
        animationDurationUpdate: 150,
        backgroundColor: "transparent",
        textStyle: { fontFamily: FONT, fontSize: 12, color: palette.muted },
    };
}

export function tooltipStyle(palette: Palette): EngineOption {
    return {
        confine: true,
        backgroundColor: palette.surface,
        borderColor: palette.line,
        borderWidth: 1,
        padding: [8, 10],
        transitionDuration: 0,
        textStyle: { color: palette.text, fontFamily: FONT, fontSize: 12 },
        extraCssText: "box-shadow: var(--shadow); border-radius: 6px;",
    };
}
