/** The bar on top, which would cover what stands above its button. */
const TOP_BAR = 56;
/** To the lower edge of the window. */
const MARGIN = 8;
/** Of what is scrolled; in a lower window the page is scrolled, too. */
const LEAST_HEIGHT = 144;

/**
 * Puts what hangs below its button above it where it would end below the window and there is more room above: it gets the class
 * `above`. It becomes no higher than that room, now or later; what is more is scrolled.
 */
export function turn(hanging: HTMLElement): void {
    const { top, bottom } = hanging.getBoundingClientRect();
    const end = document.documentElement.clientHeight - MARGIN;
    if (bottom <= end) return;
    const above = (hanging.parentElement?.getBoundingClientRect().top ?? 0) - TOP_BAR;
    const below = end - top;
    if (above > below) hanging.classList.add("above");
    hanging.style.maxHeight = `${Math.max(above, below, LEAST_HEIGHT)}px`;
}
